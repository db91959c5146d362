//! The places on a map of France: a disc each, whose area is its number; buses are lozenges.

use super::{Said, frame, length};
use maud::{Markup, html};

/// The outlines, a line each: see `data/geo/README.md`.
const OUTLINES: &str = include_str!("../../../../data/geo/departments.path");
const WIDTH: u32 = 640;
const HEIGHT: u32 = 620;
/// The radius of the largest disc, and of one that is barely seen.
const LARGEST: f64 = 21.0;
const SMALLEST: f64 = 3.0;
/// Names of the first places alone: more would cover one another.
const NAMED: usize = 6;

/// Where degrees fall: x = `x` + `x_degree` · longitude, y = `y` − `y_degree` · latitude.
struct Projection {
    x: f64,
    x_degree: f64,
    y: f64,
    y_degree: f64,
}

const MAINLAND: Projection = Projection { x: 221.92, x_degree: 42.678, y: 3174.4, y_degree: 62.0 };
/// By department, with the corner of its box.
const OVERSEAS: [(&str, Projection, (f64, f64)); 5] = [
    ("971", Projection { x: 3684.86, x_degree: 59.422, y: 1380.55, y_degree: 61.87 }, (8.0, 352.0)),
    ("972", Projection { x: 5954.97, x_degree: 95.952, y: 1831.52, y_degree: 99.17 }, (72.0, 352.0)),
    ("973", Projection { x: 735.41, x_degree: 13.169, y: 503.87, y_degree: 13.2 }, (8.0, 424.0)),
    ("974", Projection { x: -4199.37, x_degree: 77.429, y: -1302.05, y_degree: 83.01 }, (72.0, 424.0)),
    ("976", Projection { x: -5788.24, x_degree: 128.974, y: -1171.44, y_degree: 132.27 }, (8.0, 496.0)),
];

/// One place of the map.
pub(crate) struct Spot {
    pub name: String,
    /// Written beside the largest: it is shorter.
    pub town: String,
    pub department: String,
    /// Degrees, WGS84.
    pub latitude: f64,
    pub longitude: f64,
    pub n: f64,
    /// « 1 204 visites ».
    pub words: String,
    pub bus: bool,
}

/// Draws places, largest first.
pub(crate) fn map(said: &Said, spots: &[Spot]) -> Markup {
    let most = spots.iter().map(|spot| spot.n).fold(1.0, f64::max);
    let radius = |n: f64| (LARGEST * (n / most).sqrt()).max(SMALLEST);
    let placed: Vec<(f64, f64, &Spot)> = spots.iter().filter_map(|spot| at(spot).map(|(x, y)| (x, y, spot))).collect();
    frame(
        said,
        "chart chart-map",
        WIDTH,
        HEIGHT,
        html! {
            path.chart-land d=(OUTLINES.trim_end()) {}
            @for (.., (x, y)) in &OVERSEAS { rect.chart-box x=(x) y=(y) width="56" height="56" rx="3" {} }
            @for (x, y, spot) in &placed {
                @let r = radius(spot.n);
                @if spot.bus {
                    path.chart-bus d=(format!("M{} {}l{r:.1} {r:.1}l-{r:.1} {r:.1}l-{r:.1} -{r:.1}z", length(*x), length(y - r))) {
                        title { (spot.name) ", " (spot.words) }
                    }
                } @else {
                    circle.chart-place cx=(length(*x)) cy=(length(*y)) r=(length(r)) { title { (spot.name) ", " (spot.words) } }
                }
            }
            @for (x, y, name, anchor) in names(&placed, radius) {
                text.chart-note.chart-strong.chart-halo x=(length(x)) y=(length(y)) text-anchor=(anchor) { (name) }
            }
        },
    )
}

/// Where a place falls; nothing when it lies nowhere on this map.
fn at(spot: &Spot) -> Option<(f64, f64)> {
    let far = OVERSEAS.iter().find(|(department, ..)| *department == spot.department);
    let projection = far.map_or(&MAINLAND, |(_, projection, _)| projection);
    let x = projection.x + projection.x_degree * spot.longitude;
    let y = projection.y - projection.y_degree * spot.latitude;
    let inside = (0.0..=f64::from(WIDTH)).contains(&x) && (0.0..=f64::from(HEIGHT)).contains(&y);
    inside.then_some((x, y))
}

/// The names of the largest places, beside them, where no other name stands yet.
fn names<'a>(placed: &[(f64, f64, &'a Spot)], radius: impl Fn(f64) -> f64) -> Vec<(f64, f64, &'a str, &'static str)> {
    let mut names: Vec<(f64, f64, &str, &str)> = Vec::new();
    for (x, y, spot) in placed {
        if names.len() == NAMED {
            break;
        }
        let beside = radius(spot.n) + 5.0;
        let (at, anchor) = if *x > f64::from(WIDTH) * 0.6 { (x - beside, "end") } else { (x + beside, "start") };
        let near =
            |(other, height, ..): &(f64, f64, &str, &str)| (height - y).abs() < 27.0 && (other - at).abs() < 220.0;
        if !names.iter().any(near) {
            names.push((at, y + 7.5, &spot.town, anchor));
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outlines_are_light_and_places_fall_inside_them() {
        assert!(OUTLINES.len() < 40_000, "{}", OUTLINES.len());
        let spot = |department: &str, latitude, longitude| Spot {
            name: String::new(),
            town: String::new(),
            department: department.into(),
            latitude,
            longitude,
            n: 1.0,
            words: String::new(),
            bus: false,
        };
        let near = |spot: Spot, x: f64, y: f64| {
            let (found_x, found_y) = at(&spot).unwrap();
            assert!((found_x - x).abs() < 2.0 && (found_y - y).abs() < 2.0, "{found_x} {found_y}");
        };
        near(spot("29", 48.39, -4.486), 30.5, 174.2); // Brest
        near(spot("06", 43.70, 7.27), 532.2, 465.0); // Nice
        near(spot("974", -20.88, 55.45), 94.1, 431.2); // Saint-Denis
        assert!(at(&spot("975", 46.78, -56.17)).is_none());
    }
}
