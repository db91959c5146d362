//! Builds the browser's parts with npm and esbuild, so that one `cargo` command is enough.

use std::{env, fs, path::Path, process::Command};

fn main() {
    let frontend =
        Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo names the crate's folder")).join("../../frontend");
    for watched in ["src", "styles", "build.mjs", "icons.txt", "package-lock.json"] {
        println!("cargo:rerun-if-changed={}", frontend.join(watched).display());
    }
    let modified = |file: &str| fs::metadata(frontend.join(file)).and_then(|data| data.modified()).ok();
    if modified("node_modules/.package-lock.json") < modified("package-lock.json") {
        run(&frontend, "npm", &["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
    }
    run(&frontend, "node", &["build.mjs"]);
}

fn run(folder: &Path, program: &str, arguments: &[&str]) {
    match Command::new(program).args(arguments).current_dir(folder).output() {
        Ok(output) if output.status.success() => {}
        Ok(output) => {
            let words = [output.stdout, output.stderr].concat();
            fail(&format!("`{program} {}` failed:\n{}", arguments.join(" "), String::from_utf8_lossy(&words)));
        }
        Err(_) => fail(&format!(
            "`{program}` was not found. Parvis builds its pages with Node.js 20 or later and npm: install them (on Debian: \
             `apt-get install nodejs npm`), then run the same command again."
        )),
    }
}

/// Cargo shows a failed build script's standard error as it is; a panic would bury the sentence.
fn fail(sentence: &str) -> ! {
    eprintln!("\n{sentence}\n");
    std::process::exit(1);
}
