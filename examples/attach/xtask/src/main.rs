//! `cargo xtask emit [FOLDER]` writes the permissions as CloudFormation, Terraform and AWS CLI take them.

use std::path::PathBuf;
use std::{env, fs};

use iam_policy::emit::{Emitted, Format, aws_cli, cloudformation, terraform};
use permissions::SETUP;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = env::args().skip(1);
    if arguments.next().as_deref() != Some("emit") {
        return Err("usage: cargo xtask emit [FOLDER]".into());
    }
    let folder = arguments.next().map_or_else(|| PathBuf::from("infra"), PathBuf::from);
    fs::create_dir_all(&folder)?;
    let files: [(&str, Emitted); 4] = [
        ("personalize.template.json", cloudformation(&SETUP, Format::Json)?),
        ("personalize.template.yaml", cloudformation(&SETUP, Format::Yaml)?),
        ("personalize.tf.json", terraform(&SETUP)?),
        ("personalize.sh", aws_cli(&SETUP)?),
    ];
    for (name, emitted) in files {
        let path = folder.join(name);
        fs::write(&path, emitted.text)?;
        println!("wrote {}", path.display());
        emitted.notes.iter().for_each(|note| println!("  note: {note}"));
    }
    Ok(())
}
