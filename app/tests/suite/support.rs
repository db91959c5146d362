//! The program itself, started as a process, and a client that speaks to it over a socket.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Output, Stdio},
    time::Duration,
};

/// `parvis` with its arguments, away from this shell's own settings.
pub fn parvis(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_parvis"));
    command.args(arguments).env_remove("DATABASE_URL").env_remove("PARVIS_DATA").stdin(Stdio::null());
    command
}

/// Runs it to its end, with lines on its standard input.
pub fn run(mut command: Command, input: &str) -> Output {
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("parvis starts");
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().expect("parvis ends")
}

/// Runs it and fails the test unless it succeeds.
pub fn succeed(command: Command, input: &str) -> String {
    let output = run(command, input);
    let words = [output.stdout, output.stderr].concat();
    let words = String::from_utf8_lossy(&words).into_owned();
    assert!(output.status.success(), "{words}");
    words
}

/// A port that nobody listens on.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A server that is killed when the test lets go of it.
pub struct Server {
    child: Child,
    pub port: u16,
}

impl Server {
    /// `parvis serve` on a folder (and a PostgreSQL database), once it listens.
    pub fn start(data: &Path, url: Option<&str>) -> Self {
        let port = free_port();
        let listen = format!("127.0.0.1:{port}");
        let mut command = parvis(&["serve", "--plain-http", "--listen", &listen, "--data", data.to_str().unwrap()]);
        if let Some(url) = url {
            command.env("DATABASE_URL", url);
        }
        let mut child = command.stdout(Stdio::piped()).spawn().expect("parvis starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert!(line.contains("écoute"), "{line}");
        Self { child, port }
    }

    /// `kill -9`.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One HTTP exchange on a connection of its own. `None` when the server went away before the answer was whole.
pub fn exchange(port: u16, method: &str, path: &str, cookie: &str, kind: &str, body: &str) -> Option<Answer> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\nCookie: {cookie}\r\n\
         Content-Type: {kind}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .ok()?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).ok()?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let mut headers: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in head.lines().skip(1).filter_map(|line| line.split_once(':')) {
        headers.entry(name.to_ascii_lowercase()).or_default().push(value.trim().to_owned());
    }
    let length: usize = headers.get("content-length").and_then(|values| values[0].parse().ok()).unwrap_or(0);
    (body.len() >= length).then(|| Answer { status, headers, body: body.to_owned() })
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: BTreeMap<String, Vec<String>>,
    pub body: String,
}

impl Answer {
    /// The cookies it sets, as a request sends them.
    pub fn cookies(&self) -> String {
        let cookies = self.headers.get("set-cookie").map(Vec::as_slice).unwrap_or_default();
        cookies.iter().filter_map(|cookie| cookie.split(';').next()).collect::<Vec<_>>().join("; ")
    }
}

/// A data folder with one place, one mediator (account 1) and an enrolled counter; gives the counter's cookie.
pub fn counter(data: &Path, url: Option<&str>) -> String {
    let list = data.join("places.csv");
    let header = "id_fs,lib_fs,adresse,complement_adresse,insee_com,code_postal,lib_com,latitude,longitude,mail,telephone,h_lundi,\
                  h_mardi,h_mercredi,h_jeudi,h_vendredi,h_samedi,prise_rdv,commentaire,type_fs,format_fs,groupe_fs,labellisation_fs\n";
    let row = "1,Pimms Médiation Essai,1 rue de la Gare,,29019,29200,Brest,48.39,-4.48,,,09:00 - 12:00,,,,,,Non,,Principal,Fixe,,\n";
    std::fs::write(&list, [header, row].concat()).unwrap();
    let folder = data.to_str().unwrap();
    let command = |arguments: &[&str]| {
        let mut command = parvis(&[arguments, &["--data", folder]].concat());
        if let Some(url) = url {
            command.env("DATABASE_URL", url);
        }
        command
    };
    succeed(command(&["import", "places", list.to_str().unwrap()]), "");
    let account = [
        "account",
        "--data",
        folder,
        "create",
        "essai@demo.example",
        "--name",
        "Essai",
        "--role",
        "mediator",
        "--scope",
        "place:1",
        "--password-stdin",
    ];
    let mut create = parvis(&account);
    let code = ["device", "--data", folder, "code", "1", "--name", "Bureau 1"];
    let mut device = parvis(&code);
    if let Some(url) = url {
        create.env("DATABASE_URL", url);
        device.env("DATABASE_URL", url);
    }
    succeed(create, "olive tuile pont marche\n");
    let words = succeed(device, "");
    let code = words.split_whitespace().find(|word| is_code(word)).unwrap_or_else(|| panic!("no code in: {words}"));
    let server = Server::start(data, url);
    let form = "application/x-www-form-urlencoded";
    let answer =
        exchange(server.port, "POST", "/enrolment", "", form, &format!("code={code}")).expect("the server answers");
    let cookies = answer.cookies();
    assert!(cookies.contains("device"), "{answer:?}");
    server.kill();
    cookies
}

/// One-time codes are groups of capitals and digits.
fn is_code(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_ascii_uppercase() || c.is_ascii_digit()).count();
    letters >= 8 && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-')
}
