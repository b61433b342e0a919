//! Layout of the packed catalog, shared by the reader and by `cargo xtask catalog build`.
//!
//! Everything is little-endian. A file is [`MAGIC`], the date (ten bytes, `YYYY-MM-DD`), a table of
//! [`SECTIONS`] section lengths (`u32`), and the sections one after the other.
//!
//! - **Texts** are sequences of word codes. A code below [`ONE_BYTE_WORDS`] is the word of that
//!   number; a greater one starts a two-byte code. A text is its length in bytes, then its codes.
//! - **Lists** are a varint count, then varint items; equal lists are stored once. A list of
//!   condition keys holds differences between ascending key numbers.
//! - **Records** have a fixed size, so record *n* is found by multiplication. Where a record owns a
//!   run of others (a service its actions), it holds the number of the first; the run ends where the
//!   next record's begins. Such tables end in one extra record.

/// First bytes of a packed catalog; the last of them is the version of this layout.
pub const MAGIC: [u8; 8] = *b"IAMCAT\0\x05";
/// Bytes of the date behind [`MAGIC`].
pub const DATE_LEN: usize = 10;
/// Number of sections.
pub const SECTIONS: usize = 27;
/// One of these stands before every hole of a condition key, the first colon aside.
pub const BEFORE_HOLE: [u8; 4] = *b"/.:-";
/// First bytes of a resource part that are kept beside the number of its ARN template.
pub const START_LEN: usize = 4;
/// Word codes that take one byte.
pub const ONE_BYTE_WORDS: usize = 200;
/// Word codes in all: the one-byte ones and `56 * 256` two-byte ones.
pub const MAX_WORDS: usize = ONE_BYTE_WORDS + (256 - ONE_BYTE_WORDS) * 256;
/// "None" in a two-byte field.
pub const NONE_U16: u16 = u16::MAX;
/// "None" in a three-byte field.
pub const NONE_U24: u32 = 0xff_ffff;

/// Start offsets of the dictionary's words, and the end of the last (`u16`).
pub const WORD_STARTS: usize = 0;
/// The dictionary's words, one after the other.
pub const WORDS: usize = 1;
/// Texts other than action names.
pub const TEXTS: usize = 2;
/// Names of actions, service by service.
pub const NAMES: usize = 3;
/// Start offsets of lists (`u24`).
pub const LIST_STARTS: usize = 4;
/// Lists.
pub const LISTS: usize = 5;
/// Records of services, sorted by prefix, and one more.
pub const SERVICES: usize = 6;
/// Open-addressing hash table of services (`u16`).
pub const SERVICE_SLOTS: usize = 7;
/// Records of actions: name relative to the service's names (`u16`), shape (`u16`).
pub const ACTIONS: usize = 8;
/// Open-addressing hash tables of actions (`u16`), one a service: see [`action_slots`]. A slot has the place of the action
/// among the service's, and [`action_mark`] above that.
pub const ACTION_SLOTS: usize = 9;
/// Distinct combinations of what an action has besides its name.
pub const SHAPES: usize = 10;
/// Records of condition keys, sorted without case: text (`u24`), flags (`u8`).
pub const KEYS: usize = 11;
/// Open-addressing hash table of condition keys (`u16`); a key with a hole is found by what stands before it.
pub const KEY_SLOTS: usize = 12;
/// Records of resource types: name (`u24`), key list (`u16`), first ARN (`u16`); and one more.
pub const RESOURCES: usize = 13;
/// Records of ARN templates: head (`u16`), resource part (`u24`).
pub const ARNS: usize = 14;
/// Distinct first five fields of ARN templates, sorted by service field: service, region and account
/// (`u24` each), first entry in [`ARNS_BY_HEAD`] (`u16`); and one more.
pub const ARN_HEADS: usize = 15;
/// ARN templates by head, each head's in the order of their literal beginnings: numbers of the template and of the resource
/// type with what the resource part is like (a `u32`, see [`FORM_BITS`]), the first [`START_LEN`] bytes of the resource part, 0
/// from a hole on.
pub const ARNS_BY_HEAD: usize = 16;
/// Records of role-passing operations: name (`u24`), own principals (`u16`), parameters (`u16`),
/// flags (`u8`), service (`u16`).
pub const PASSES: usize = 17;
/// Pairs of action (`u16`) and role-passing operation (`u16`), sorted.
pub const PASSES_BY_ACTION: usize = 18;
/// Records of service principals, sorted without case: text (`u24`), service (`u16`), partition
/// (`u8`), flags (`u8`).
pub const PRINCIPALS: usize = 19;
/// Records of partitions: name, DNS suffix (`u24` each), region and region-prefix lists (`u16` each).
pub const PARTITIONS: usize = 20;
/// Records of global condition keys, sorted without case: text (`u24`), flags (`u16`), category
/// (`u8`), replacement (`u24`).
pub const GLOBAL_KEYS: usize = 21;
/// Records of removed actions, sorted without case: `service:Action` (`u24`), date (`u24`), flags
/// (`u8`).
pub const REMOVED: usize = 22;
/// Records of SDK operations that are no action, sorted without case: `service:Operation` (`u24`),
/// actions (`u16`), flags (`u8`).
pub const OPERATIONS: usize = 23;
/// Open-addressing hash table of global condition keys (`u16`), like [`KEY_SLOTS`].
pub const GLOBAL_KEY_SLOTS: usize = 24;
/// Open-addressing hash table of service fields: number of the first head in [`ARN_HEADS`] that has it (`u16`).
pub const ARN_HEAD_SLOTS: usize = 25;
/// Open-addressing hash table of service principals (`u16`).
pub const PRINCIPAL_SLOTS: usize = 26;

/// Bytes of a record of [`SERVICES`]: prefix, name, names base (`u24` each), first action, first
/// resource type, keys, principals, first role-passing operation (`u16` each), flags (`u8`),
/// [`prefix_hash`] and [`letters`] of the prefix (`u32` each).
pub const SERVICE_LEN: usize = 28;
/// Bytes of a record of [`ACTIONS`].
pub const ACTION_LEN: usize = 4;
/// Bytes of a record of [`SHAPES`]: flags (`u8`), keys, resource types, dependents (`u16` each).
pub const SHAPE_LEN: usize = 7;
/// Bytes of a record of [`KEYS`].
pub const KEY_LEN: usize = 4;
/// Bytes of a record of [`RESOURCES`].
pub const RESOURCE_LEN: usize = 7;
/// Bytes of a record of [`ARNS`].
pub const ARN_LEN: usize = 5;
/// Bytes of a record of [`ARNS_BY_HEAD`].
pub const ARN_BY_HEAD_LEN: usize = 4 + START_LEN;
/// Bytes of a record of [`ARN_HEADS`].
pub const ARN_HEAD_LEN: usize = 11;
/// Bytes of a record of [`PASSES`].
pub const PASS_LEN: usize = 10;
/// Bytes of a record of [`PRINCIPALS`].
pub const PRINCIPAL_LEN: usize = 7;
/// Bytes of a record of [`PARTITIONS`].
pub const PARTITION_LEN: usize = 10;
/// Bytes of a record of [`GLOBAL_KEYS`].
pub const GLOBAL_KEY_LEN: usize = 9;
/// Bytes of a record of [`REMOVED`].
pub const REMOVED_LEN: usize = 7;
/// Bytes of a record of [`OPERATIONS`].
pub const OPERATION_LEN: usize = 6;

/// Shape flag: lowest three bits hold the access level.
pub const SHAPE_LEVEL: u8 = 0b111;
/// Shape flag: dependent actions are known.
pub const SHAPE_DEPENDENTS: u8 = 1 << 3;
/// Shape flag: permission only.
pub const SHAPE_PERMISSION_ONLY: u8 = 1 << 4;
/// Shape flag: some operation behind the action passes a role.
pub const SHAPE_PASSES_ROLE: u8 = 1 << 5;
/// Shape flag: every operation behind the action needs a role, and that is documented of one.
pub const SHAPE_REQUIRES_ROLE: u8 = 1 << 6;

/// Key flag: lowest three bits hold the value type.
pub const KEY_TYPE: u8 = 0b111;
/// Key flag: multivalued.
pub const KEY_MULTIVALUED: u8 = 1 << 3;
/// Key flag: the name has a hole.
pub const KEY_TEMPLATE: u8 = 1 << 4;
/// Key flag: the name ends in its only hole.
pub const KEY_OPEN: u8 = 1 << 5;
/// Key flag: the service whose prefix the name begins with defines or uses the key.
pub const KEY_OWN: u8 = 1 << 6;

/// Link flag: the resource type is required. Link items are `resource << 2 | flags`.
pub const LINK_REQUIRED: u32 = 1;
/// Link flag: the next item is the key list tied to this resource type.
pub const LINK_KEYS: u32 = 2;

/// Role-passing flag: evidence is a documented dependent action.
pub const PASS_DEPENDENT: u8 = 1;
/// Role-passing flag: evidence is the operation table of the Service Authorization Reference.
pub const PASS_REFERENCE: u8 = 1 << 1;
/// Role-passing flag: added by hand.
pub const PASS_HAND: u8 = 1 << 2;
/// Role-passing flag: a role parameter exists in the API model.
pub const PASS_MODEL: u8 = 1 << 3;
/// Role-parameter flag: required on its whole path.
pub const PARAM_REQUIRED: u32 = 1;
/// Role-parameter flag: required where its parent is given.
pub const PARAM_REQUIRED_IN_PARENT: u32 = 2;

/// Service flag: usable in resource control policies.
pub const SERVICE_RCP: u8 = 1;

/// Principal flag: a beta or preproduction name.
pub const PRINCIPAL_INTERNAL: u8 = 1;
/// Principal flag: the name may carry a region where `*` stands.
pub const PRINCIPAL_PATTERN: u8 = 1 << 1;
/// Principal flag: AWS documents it as a value of `iam:PassedToService`.
pub const PRINCIPAL_DOCUMENTED: u8 = 1 << 2;
/// "None" in the partition field of a principal.
pub const NO_PARTITION: u8 = u8::MAX;

/// Bits of each number in [`ARNS_BY_HEAD`]. The lowest are the template's, the next the resource type's.
pub const FORM_BITS: u32 = 13;
/// The two bits above those: how the resource part ends, one of [`FORM_CLOSED`], [`FORM_OPEN`], [`FORM_OPEN_ONCE`].
pub const FORM_END: u32 = 0b11 << (2 * FORM_BITS);
/// That the resource part begins, up to its first hole or its end, as that of the template before.
pub const FORM_SAME_STEM: u32 = 1 << 31;

/// The resource part of an ARN ends in text, or has no hole. A `*` is a hole, too.
pub const FORM_CLOSED: u32 = 0 << (2 * FORM_BITS);
/// It ends in a hole, and has others.
pub const FORM_OPEN: u32 = 1 << (2 * FORM_BITS);
/// It ends in its only hole.
pub const FORM_OPEN_ONCE: u32 = 2 << (2 * FORM_BITS);

/// Global-key flag: deprecated. The lowest four bits are as in [`KEYS`].
pub const GLOBAL_DEPRECATED: u16 = 1 << 5;
/// Global-key flag: lives in a service's name space, yet holds across services.
pub const GLOBAL_CROSS_SERVICE: u16 = 1 << 6;
/// Global-key flag: takes numeric operators, too.
pub const GLOBAL_ALSO_NUMERIC: u16 = 1 << 7;
/// Global-key flag: an action supports it only where it lists it.
pub const GLOBAL_SERVICE_DEPENDENT: u16 = 1 << 8;

/// Removed-action flag: the whole service is gone.
pub const REMOVED_SERVICE: u8 = 1;
/// Operation flag: new, so probably an action the catalog does not have yet.
pub const OPERATION_RECENT: u8 = 1;

/// Start of the hash of a name, to be fed to [`hash`].
pub const HASH_START: u64 = 0x243f_6a88_85a3_08d3;

/// Feeds a part of a name to the hash, letters of either case alike. What goes in as two parts hashes
/// differently from the same text in one.
#[inline]
pub fn hash(mut state: u64, mut part: &[u8]) -> u64 {
    // Eight bytes at a time; the bit that is set in each makes letters lower-case.
    const LOWER: u64 = 0x2020_2020_2020_2020;
    const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;
    while let [a, b, c, d, e, f, g, h, rest @ ..] = part {
        let chunk = u64::from_le_bytes([*a, *b, *c, *d, *e, *f, *g, *h]);
        state = (state ^ (chunk | LOWER)).wrapping_mul(MULTIPLIER);
        state ^= state >> 32;
        part = rest;
    }
    // Of less than eight, the first four and the last four, which may overlap.
    let last = match (part.first_chunk(), part.last_chunk()) {
        (Some(first), Some(last)) => u32::from_le_bytes(*first) as u64 | (u32::from_le_bytes(*last) as u64) << 32,
        _ => match part {
            [a, b, .., c] => u64::from_le_bytes([*a, *b, *c, 0, 0, 0, 0, 0]),
            [a, b] => u64::from_le_bytes([*a, *b, 0, 0, 0, 0, 0, 0]),
            [a] => *a as u64,
            _ => 0,
        },
    };
    let last = last ^ (part.len() as u64) << 60;
    state = (state ^ (last | LOWER)).wrapping_mul(MULTIPLIER);
    state ^ (state >> 32)
}

/// What services keep of the hash of their prefix.
#[inline]
pub fn prefix_hash(prefix: &str) -> u32 {
    upper_half(hash(HASH_START, prefix.as_bytes()))
}

/// The upper half of a hash.
#[inline]
pub fn upper_half(hash: u64) -> u32 {
    // INVARIANT: half of it fits.
    (hash >> 32) as u32
}

/// Where the slots of a service begin among [`ACTION_SLOTS`], by the number of its first action: there are half as many
/// again as actions.
#[inline]
pub fn action_slots(first: u16) -> usize {
    first as usize * 3 / 2
}

/// Bits of an action's place among those of its service.
pub const ACTION_BITS: u32 = 10;

/// Some bits of the hash of an action's name, where they stand in its slot: hardly another action that is met in the search
/// has the same.
#[inline]
#[allow(clippy::cast_possible_truncation, reason = "these bits are what is asked for")]
pub fn action_mark(hash: u64) -> u16 {
    (hash as u16) >> ACTION_BITS << ACTION_BITS
}

/// One bit for each letter of `text`, case aside, and some for the rest: texts with few bits in common are far apart.
pub fn letters(text: &str) -> u32 {
    text.bytes().fold(0, |letters, byte| {
        let byte = byte | 0x20;
        letters | 1 << if byte.is_ascii_lowercase() { byte - b'a' } else { 26 + byte % 6 }
    })
}

/// The slot at which the search for `hash` starts in a table of `slots`.
#[inline]
pub fn slot(hash: u64, slots: usize) -> usize {
    (((hash >> 32) * slots as u64) >> 32) as usize
}
