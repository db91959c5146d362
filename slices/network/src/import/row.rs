//! One row: from cells to a draft, noting every mend on the way.

use jiff::civil::Date;

use super::report::{Field, Mend, Reason};
use super::source::{Cells, Column};
use super::{Format, Outcome, PlaceDraft, communes, mail, name, week};
use crate::model::{InseeCode, Position, PostCode, Territory};

const MAX_WORDS: usize = 300;
const MAX_COMMENT: usize = 4_000;

pub(super) fn read(cells: &Cells<'_>) -> Outcome {
    let mut mends = Vec::new();
    let mut reasons = Vec::new();

    let id = cells.get(Column::Id).trim();
    let id_fits =
        (1..=32).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    if !id_fits {
        reasons.push(Reason::Id(id.chars().take(40).collect()));
    }
    let full_name = words(cells, Column::Name, Field::Name, &mut mends);
    if full_name.is_empty() {
        reasons.push(Reason::NoName);
    }
    let format = format(cells.get(Column::Format));
    if format.is_none() {
        reasons.push(Reason::Format(cells.get(Column::Format).chars().take(40).collect()));
    }
    let location = Location::read(cells, &mut mends);
    if location.is_none() {
        let written = |column| cells.get(column).chars().take(40).collect();
        reasons.push(Reason::NoTerritory { insee: written(Column::Insee), post_code: written(Column::PostCode) });
    }
    let (Some(format), Some(location), true) = (format, location, reasons.is_empty()) else {
        return Outcome::Refused(reasons);
    };

    let address = words(cells, Column::Address, Field::Address, &mut mends);
    let address_more = words(cells, Column::AddressMore, Field::AddressMore, &mut mends);
    let commune = words(cells, Column::Commune, Field::Commune, &mut mends);
    let group = Some(name::tidy(cells.get(Column::Group), false)).filter(|group| !group.is_empty());
    let mut comment = name::tidy(cells.get(Column::Comment), true);
    cut(&mut comment, MAX_COMMENT, Field::Comment, &mut mends);

    let about = format!("{full_name} {address} {address_more} {commune} {}", group.as_deref().unwrap_or_default());
    let pimms = |text: &str| name::fold(text).contains("pimms");
    let outpost = name::fold(cells.get(Column::Type)) == "antenne";
    let draft = PlaceDraft {
        external_id: format!("fs:{id}"),
        short_name: name::short(&full_name, format),
        kind: format.kind(outpost),
        format,
        is_pimms: pimms(&full_name) || pimms(cells.get(Column::Mail)),
        position: position(cells, location.territory, &mut mends),
        telephone: readable_telephone(cells.get(Column::Telephone), &mut mends),
        mail: mail::organisation(cells.get(Column::Mail), &about, &mut mends),
        hours: week::hours(cells, &mut mends),
        appointments: cells.get(Column::Appointments).trim().eq_ignore_ascii_case("oui"),
        comment: mail::without_personal(&comment, &about, &mut mends).trim().to_owned(),
        labelled_since: label_date(cells.get(Column::Label), &mut mends),
        insee: location.insee,
        district: location.district,
        post_code: location.post_code,
        territory: location.territory,
        name: full_name,
        address,
        address_more,
        commune,
        group,
    };
    if mends.is_empty() { Outcome::Taken(Box::new(draft)) } else { Outcome::Mended(Box::new(draft), mends) }
}

/// A single line of words; a stray space at its end is not worth a remark.
fn words(cells: &Cells<'_>, column: Column, field: Field, mends: &mut Vec<Mend>) -> String {
    let written = cells.get(column);
    let mut tidied = name::tidy(written, false);
    if tidied != written.trim_matches(' ') {
        mends.push(Mend::Spaces(field));
    }
    cut(&mut tidied, MAX_WORDS, field, mends);
    tidied
}

fn cut(text: &mut String, most: usize, field: Field, mends: &mut Vec<Mend>) {
    if let Some((end, _)) = text.char_indices().nth(most) {
        text.truncate(end);
        mends.push(Mend::Cut(field));
    }
}

fn format(cell: &str) -> Option<Format> {
    match name::fold(cell).as_str() {
        "fixe" => Some(Format::Fixed),
        "fixeantenne" | "fixeantennes" => Some(Format::FixedWithOutposts),
        "multisite" | "multisites" => Some(Format::MultiSite),
        "itinerante" => Some(Format::Itinerant),
        "busequivalent" => Some(Format::Bus),
        _ => None,
    }
}

/// The codes of an address, set right. The commune decides: its code is what lists are joined by.
struct Location {
    insee: Option<InseeCode>,
    district: Option<InseeCode>,
    post_code: Option<PostCode>,
    territory: &'static Territory,
}

impl Location {
    fn read(cells: &Cells<'_>, mends: &mut Vec<Mend>) -> Option<Self> {
        let written = cells.get(Column::PostCode).trim();
        let post_code = written.parse::<PostCode>().ok();
        let insee_cell = cells.get(Column::Insee);
        let commune = insee_cell.parse::<InseeCode>().ok().and_then(|code| Some((Territory::of_insee(&code)?, code)));
        let Some((territory, code)) = commune else {
            let territory = Territory::of_post_code(post_code.as_ref()?)?;
            mends.push(Mend::InseeUnreadable(insee_cell.trim().chars().take(40).collect()));
            return Some(Self { insee: None, district: None, post_code, territory });
        };
        let code = today(code, mends);
        let territory = Territory::of_insee(&code).unwrap_or(territory);
        let post_code = checked_post_code(post_code, written, &code, territory, mends);
        let department = cells.get(Column::Department).trim();
        if !department.is_empty() && department != territory.code {
            mends.push(Mend::Department { written: department.chars().take(40).collect(), kept: territory.code });
        }
        let (insee, district) = match code.city_of_district() {
            Some(city) => {
                mends.push(Mend::District { written: code.clone(), kept: city.clone() });
                (city, Some(code))
            }
            None => (code, None),
        };
        Some(Self { insee: Some(insee), district, post_code, territory })
    }
}

fn today(code: InseeCode, mends: &mut Vec<Mend>) -> InseeCode {
    if let Some(kept) = communes::merged_into(&code) {
        mends.push(Mend::MergedCommune { written: code, kept: kept.clone() });
        return kept.clone();
    }
    if communes::post_codes(&code).is_empty() && code.city_of_district().is_none() {
        mends.push(Mend::UnknownCommune(code.clone()));
    }
    code
}

fn checked_post_code(
    post_code: Option<PostCode>,
    written: &str,
    commune: &InseeCode,
    territory: &'static Territory,
    mends: &mut Vec<Mend>,
) -> Option<PostCode> {
    let written: String = written.chars().take(40).collect();
    match (communes::post_codes(commune), post_code) {
        ([], post_code) => post_code,
        (known, Some(code)) if known.contains(&code) => Some(code),
        ([only], _) => {
            mends.push(Mend::PostCode { written, kept: only.clone() });
            Some(only.clone())
        }
        (_, Some(code)) if Territory::of_post_code(&code) == Some(territory) => {
            mends.push(Mend::PostCodeDoubtful { written: code.clone(), commune: commune.clone() });
            Some(code)
        }
        _ => {
            mends.push(Mend::PostCodeDropped { written });
            None
        }
    }
}

fn position(cells: &Cells<'_>, territory: &Territory, mends: &mut Vec<Mend>) -> Option<Position> {
    let degrees = |column| cells.get(column).trim().replace(',', ".").parse::<f64>().ok();
    let (Some(latitude), Some(longitude)) = (degrees(Column::Latitude), degrees(Column::Longitude)) else {
        mends.push(Mend::PositionMissing);
        return None;
    };
    // Six decimals are ten centimetres.
    let round = |degrees: f64| (degrees * 1e6).round() / 1e6;
    let written = Position::new(round(latitude), round(longitude));
    if let Some(position) = written.filter(|position| territory.contains(*position)) {
        return Some(position);
    }
    let swapped = Position::new(round(longitude), round(latitude)).filter(|position| territory.contains(*position));
    mends.push(if swapped.is_some() { Mend::PositionSwapped } else { Mend::PositionOutside });
    swapped
}

fn readable_telephone(cell: &str, mends: &mut Vec<Mend>) -> Option<String> {
    let written = cell.trim();
    let read = telephone(written);
    if read.is_none() && !written.is_empty() {
        mends.push(Mend::TelephoneUnreadable(written.chars().take(40).collect()));
    }
    read
}

/// A French number in five pairs of digits.
pub(crate) fn telephone(text: &str) -> Option<String> {
    let digits: String = text.replace("+33", "0").chars().filter(char::is_ascii_digit).collect();
    if digits.len() != 10 || !digits.starts_with('0') {
        return None;
    }
    let pairs: Vec<&str> = (0..5).map(|pair| &digits[pair * 2..pair * 2 + 2]).collect();
    Some(pairs.join(" "))
}

fn label_date(cell: &str, mends: &mut Vec<Mend>) -> Option<Date> {
    let written = cell.trim();
    let last = written.split_whitespace().next_back()?;
    let date = Date::strptime("%d/%m/%Y", last).ok();
    if date.is_none() {
        mends.push(Mend::LabelDateUnreadable(written.chars().take(40).collect()));
    }
    date
}
