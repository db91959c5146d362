//! The command line, explained and refused in French.
//!
//! clap writes English of its own around what a command says of itself: headings, `[default: …]`, the help of `--help`, every error.
//! There is no catalogue to translate, so its words are replaced where it lets them be, here and nowhere else: a command declares
//! its arguments as usual. Value names, which would be the names of fields, stand in one list.

use crate::command::Command;
use clap::{
    Arg, ArgAction, CommandFactory, Error, FromArgMatches, Parser,
    error::{ContextKind, ContextValue, ErrorKind},
};
use std::{ffi::OsString, process::ExitCode};

/// Le logiciel libre des lieux de médiation : l’accueil, le journal, les chiffres.
#[derive(Parser)]
#[command(name = "parvis", version)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

const TEMPLATE: &str = "{before-help}{about-with-newline}
Utilisation\u{a0}: {usage}

{all-args}{after-help}";

/// What stands for the value of an argument, in help and in errors.
const VALUES: [(&str, &str); 38] = [
    ("data", "DOSSIER"),
    ("folder", "DOSSIER"),
    ("database_url", "ADRESSE"),
    ("listen", "ADRESSE"),
    ("address", "ADRESSE"),
    ("smtp", "SERVEUR"),
    ("mail_from", "EXPÉDITEUR"),
    ("file", "FICHIER"),
    ("map", "PLAN"),
    ("source", "TEXTE"),
    ("question", "QUESTION"),
    ("engine", "MOTEUR"),
    ("email", "COURRIEL"),
    ("name", "NOM"),
    ("role", "RÔLE"),
    ("scope", "PORTÉE"),
    ("number", "NUMÉRO"),
    ("last", "JOUR"),
    ("place", "LIEU"),
    ("only", "LIEU"),
    ("after", "NUMÉRO"),
    ("places", "NOMBRE"),
    ("years", "NOMBRE"),
    ("profile", "RÉSEAU"),
    ("seed", "NOMBRE"),
    ("seconds", "NOMBRE"),
    ("rate", "NOMBRE"),
    ("clients", "NOMBRE"),
    ("entries", "NOMBRE"),
    ("times", "NOMBRE"),
    ("days", "NOMBRE"),
    ("agents", "NOMBRE"),
    ("kind", "SORTE"),
    ("device", "NUMÉRO"),
    ("cases", "DOSSIER"),
    ("out", "FICHIER"),
    ("forecast", "FICHIER"),
    ("zone", "ZONE"),
];

/// The line as it was typed. What asks for help, and what cannot be read, is answered here and ends the program.
pub fn read() -> Result<Command, ExitCode> {
    parse(std::env::args_os()).map_err(|error| {
        let code = match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => ExitCode::SUCCESS,
            _ => ExitCode::from(2),
        };
        match error.kind() {
            ErrorKind::DisplayHelp
            | ErrorKind::DisplayVersion
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => drop(error.print()),
            _ => eprintln!("{}", explain(&error)),
        }
        code
    })
}

fn parse(line: impl IntoIterator<Item = OsString>) -> Result<Command, Error> {
    let matches = command().try_get_matches_from(line)?;
    Ok(Line::from_arg_matches(&matches)?.command)
}

/// Every command, with its help in French.
pub fn command() -> clap::Command {
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version).help("Affiche la version");
    french(Line::command()).arg(version.help_heading(OPTIONS))
}

const OPTIONS: &str = "Options\u{a0}";

fn french(command: clap::Command) -> clap::Command {
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).help("Affiche cette aide");
    command
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .help_template(TEMPLATE)
        .subcommand_help_heading("Commandes\u{a0}")
        .subcommand_value_name("COMMANDE")
        .mut_args(argument)
        .arg(help.help_heading(OPTIONS))
        .mut_subcommands(french)
}

/// An argument with what clap would add to its help in English.
fn argument(argument: Arg) -> Arg {
    let heading = if argument.is_positional() { "Arguments\u{a0}" } else { OPTIONS };
    let argument = argument.help_heading(heading);
    if !argument.get_action().takes_values() {
        return argument;
    }
    let argument = argument.hide_default_value(true).hide_env(true).hide_possible_values(true);
    let defaults = argument.get_default_values().iter().map(|value| value.to_string_lossy().into_owned());
    let possible = argument.get_possible_values().into_iter().map(|value| value.get_name().to_owned());
    let variable = argument.get_env().map(|name| name.to_string_lossy().into_owned());
    let notes = [
        ("au choix", possible.collect::<Vec<_>>().join(", ")),
        ("par défaut", defaults.collect::<Vec<_>>().join(", ")),
        ("variable", variable.unwrap_or_default()),
    ];
    let mut help = argument.get_help().map(ToString::to_string).unwrap_or_default();
    for (what, value) in notes.into_iter().filter(|(_, value)| !value.is_empty()) {
        help.push_str(&format!(" [{what}\u{a0}: {value}]"));
    }
    let word = VALUES.iter().find(|(id, _)| *id == argument.get_id().as_str()).map_or("VALEUR", |(_, word)| word);
    argument.help(help).value_name(word)
}

/// What is wrong with a line, and what to do about it.
fn explain(error: &Error) -> String {
    let said = |kind| error.get(kind).map(words).filter(|words| !words.is_empty());
    let named = |kind| said(kind).unwrap_or_default();
    let (argument, value) = (named(ContextKind::InvalidArg), named(ContextKind::InvalidValue));
    let sentence = match error.kind() {
        ErrorKind::UnknownArgument => format!("«\u{a0}{argument}\u{a0}» n’est pas attendu ici."),
        ErrorKind::InvalidSubcommand => {
            format!("la commande «\u{a0}{}\u{a0}» n’existe pas.", named(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingSubcommand => "dites ce qui est à faire.".to_owned(),
        ErrorKind::MissingRequiredArgument => format!("il manque {argument}."),
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} attend une valeur."),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("«\u{a0}{value}\u{a0}» ne convient pas pour {argument}.")
        }
        ErrorKind::ArgumentConflict => match said(ContextKind::PriorArg) {
            Some(prior) if prior != argument => format!("{argument} et {prior} ne vont pas ensemble."),
            _ => format!("{argument} ne se dit qu’une fois."),
        },
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("{argument} n’attend pas ce nombre de valeurs.")
        }
        ErrorKind::InvalidUtf8 => "un argument n’est pas écrit en UTF-8.".to_owned(),
        _ => "cette ligne ne se lit pas.".to_owned(),
    };
    let valid = said(ContextKind::ValidValue).or_else(|| said(ContextKind::ValidSubcommand));
    let near = said(ContextKind::SuggestedArg).or_else(|| said(ContextKind::SuggestedSubcommand));
    let mut lines = vec![format!("parvis\u{a0}: {sentence}")];
    lines.extend(near.map(|near| format!("Vouliez-vous écrire «\u{a0}{near}\u{a0}»\u{a0}?")));
    lines.extend(valid.map(|valid| format!("Au choix\u{a0}: {valid}.")));
    // clap tells which command it was reading only in a line of usage, under its English heading.
    let usage = named(ContextKind::Usage);
    let usage = usage.trim().trim_start_matches("Usage:").split_whitespace();
    let way: Vec<_> = usage.take_while(|word| !word.starts_with(['[', '<', '-'])).collect();
    let way = if way.is_empty() { "parvis".to_owned() } else { way.join(" ") };
    lines.push(format!("Pour tout savoir\u{a0}: {way} --help"));
    lines.join("\n")
}

fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(word) => word.clone(),
        ContextValue::Strings(words) => words.join(", "),
        ContextValue::StyledStr(words) => words.to_string(),
        ContextValue::StyledStrs(words) => words.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        _ => String::new(),
    }
}
