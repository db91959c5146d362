//! The région of a département (INSEE, code officiel géographique 2024).

/// Its code and its name; an overseas community is its own.
#[must_use]
pub fn region(departement: &str) -> (&str, &str) {
    match departement {
        "01" | "03" | "07" | "15" | "26" | "38" | "42" | "43" | "63" | "69" | "73" | "74" => {
            ("84", "Auvergne-Rhône-Alpes")
        }
        "21" | "25" | "39" | "58" | "70" | "71" | "89" | "90" => ("27", "Bourgogne-Franche-Comté"),
        "22" | "29" | "35" | "56" => ("53", "Bretagne"),
        "18" | "28" | "36" | "37" | "41" | "45" => ("24", "Centre-Val de Loire"),
        "2A" | "2B" => ("94", "Corse"),
        "08" | "10" | "51" | "52" | "54" | "55" | "57" | "67" | "68" | "88" => ("44", "Grand Est"),
        "02" | "59" | "60" | "62" | "80" => ("32", "Hauts-de-France"),
        "75" | "77" | "78" | "91" | "92" | "93" | "94" | "95" => ("11", "Île-de-France"),
        "14" | "27" | "50" | "61" | "76" => ("28", "Normandie"),
        "16" | "17" | "19" | "23" | "24" | "33" | "40" | "47" | "64" | "79" | "86" | "87" => {
            ("75", "Nouvelle-Aquitaine")
        }
        "09" | "11" | "12" | "30" | "31" | "32" | "34" | "46" | "48" | "65" | "66" | "81" | "82" => ("76", "Occitanie"),
        "44" | "49" | "53" | "72" | "85" => ("52", "Pays de la Loire"),
        "04" | "05" | "06" | "13" | "83" | "84" => ("93", "Provence-Alpes-Côte d’Azur"),
        "971" => ("01", "Guadeloupe"),
        "972" => ("02", "Martinique"),
        "973" => ("03", "Guyane"),
        "974" => ("04", "La Réunion"),
        "976" => ("06", "Mayotte"),
        other => (other, ""),
    }
}
