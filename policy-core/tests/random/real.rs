//! The names of some services as the catalog has them: their actions, their resources, their condition keys.

use policy_core::catalog::{ArnTemplate, Catalog, Service};

use super::{PRINCIPALS, Random, WHO, Words, owned};

const SERVICES: usize = 3;

impl Words {
    /// Names of a few services, and requests near them.
    pub fn real(random: &mut Random) -> Self {
        let all: Vec<Service<'_>> = Catalog::builtin().services().filter(|it| it.actions().len() > 2).collect();
        let services: Vec<_> = (0..SERVICES).map(|_| all[random.below(all.len())]).collect();
        let mut words = Self {
            actions: owned(&["*", "*:Get*", "*:List*"]),
            resources: owned(&["*", "arn:aws:*:*:111122223333:*"]),
            principals: owned(&PRINCIPALS),
            tests: Vec::new(),
            values: Vec::new(),
            who: owned(&WHO),
            acts: Vec::new(),
            on: owned(&["*"]),
        };
        for service in services {
            words.service(random, service);
        }
        words.global();
        words
    }

    fn service(&mut self, random: &mut Random, service: Service<'static>) {
        let prefix = service.prefix();
        let actions: Vec<_> = service.actions().collect();
        self.actions.push(format!("{prefix}:*"));
        for _ in 0..3 {
            let action = actions[random.below(actions.len())];
            let name = action.name().as_str().to_owned();
            let verb: String =
                name.chars().take(1 + name.chars().skip(1).take_while(|c| c.is_lowercase()).count()).collect();
            self.actions.extend([
                format!("{prefix}:{name}"),
                format!("{prefix}:{verb}*"),
                format!("{prefix}:?{}", &name[1..]),
            ]);
            self.actions.push(format!("{}:{}", prefix.to_uppercase(), name.to_lowercase()));
            self.acts.push(format!("{prefix}:{name}"));
            for link in action.resource_types().take(2) {
                for form in link.resource_type().arns().take(1) {
                    self.resource(&form);
                }
                let keys = link.condition_keys().chain(link.resource_type().condition_keys());
                keys.take(2).for_each(|key| self.key(&key.name(), key.value_type().as_str()));
            }
            action.condition_keys().take(2).for_each(|key| self.key(&key.name(), key.value_type().as_str()));
        }
    }

    /// ARNs of a form: two resources, and patterns around them.
    fn resource(&mut self, form: &ArnTemplate<'_>) {
        let with = |name: &str| {
            let mut pieces = form.to_string().split("${").map(str::to_owned).collect::<Vec<_>>().into_iter();
            let mut text = pieces.next().unwrap();
            for piece in pieces {
                let (hole, rest) = piece.split_once('}').unwrap();
                text += match hole {
                    "Partition" => "aws",
                    "Region" => "us-east-1",
                    "Account" => "111122223333",
                    _ => name,
                };
                text += rest;
            }
            text
        };
        self.on.extend([with("films"), with("books"), with("ana")]);
        self.resources.extend([with("films"), with("*"), with("film?"), with("${aws:username}"), with("b*s")]);
    }

    /// A condition key, under operators of its type and of others that take any value.
    fn key(&mut self, name: &str, kind: &str) {
        let key = name.replace("${TagKey}", "team");
        if key.contains("${") || self.values.iter().any(|(known, _)| *known == key) {
            return;
        }
        let (operators, values): (&[&str], &[&str]) = match kind {
            "Bool" => (&["Bool", "BoolIfExists"], &["true", "false"]),
            "Numeric" => (&["NumericLessThan", "NumericGreaterThanEquals", "NumericEquals"], &["1", "2.0", "10"]),
            "Date" => (&["DateLessThan", "DateGreaterThan"], &["2020-01-01T00:00:00Z", "1577836800"]),
            "IPAddress" => (&["IpAddress", "NotIpAddress"], &["10.0.0.0/8", "10.1.2.3"]),
            "ARN" => (&["ArnLike", "ArnNotEquals"], &["arn:aws:s3:::films", "arn:aws:*:*:*:films"]),
            _ => (
                &["StringEquals", "StringNotLike", "StringLikeIfExists", "ForAnyValue:StringLike"],
                &["films", "f*", "ana"],
            ),
        };
        for operator in operators {
            let list = values.iter().map(|value| format!("{value:?}")).collect::<Vec<_>>();
            self.tests.push(format!(r#""{operator}":{{"{key}":[{}]}}"#, list[..list.len() - 1].join(",")));
            self.tests.push(format!(r#""{operator}":{{"{key}":{}}}"#, list[list.len() - 1]));
        }
        self.tests.push(format!(r#""Null":{{"{key}":"true"}}"#));
        self.values.push((key, owned(values)));
    }

    fn global(&mut self) {
        for (key, kind) in [
            ("aws:SourceIp", "IPAddress"),
            ("aws:SecureTransport", "Bool"),
            ("aws:PrincipalArn", "ARN"),
            ("aws:PrincipalTag/${TagKey}", "String"),
        ] {
            self.key(key, kind);
        }
        // Who asks is not the request's to say.
        self.values.retain(|(key, _)| key != "aws:PrincipalArn");
        self.tests.push(r#""StringEquals":{"aws:PrincipalTag/team":"${aws:username}"}"#.to_owned());
    }
}
