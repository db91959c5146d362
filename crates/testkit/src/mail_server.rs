//! A mail server on this machine: it speaks SMTP, keeps what it takes, and refuses when it is told to.

use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::{Arc, Mutex},
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// How it answers a recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Welcome {
    /// « Not now. »
    Later,
    /// « Never. »
    Never,
    /// It hangs up after the message, without a word: whether it was taken is not known.
    HangUp,
}

/// See the module. It stops with the test.
#[derive(Clone)]
pub struct MailServer {
    address: SocketAddr,
    kept: Arc<Mutex<Vec<String>>>,
    refusals: Arc<Mutex<VecDeque<Welcome>>>,
}

impl MailServer {
    /// Listens on a free port.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("this machine has a free port");
        let address = listener.local_addr().expect("it is bound");
        let server = Self { address, kept: Arc::default(), refusals: Arc::default() };
        let serving = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let serving = serving.clone();
                tokio::spawn(async move { serving.talk(stream).await });
            }
        });
        server
    }

    /// Its address, as the program is told it.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// The next message is met like that.
    pub fn next(&self, welcome: Welcome) {
        self.refusals.lock().expect("no test panics while it talks").push_back(welcome);
    }

    /// The messages it took, as they came.
    pub fn kept(&self) -> Vec<String> {
        self.kept.lock().expect("no test panics while it talks").clone()
    }

    async fn talk(self, stream: TcpStream) -> Option<()> {
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        write.write_all(b"220 testkit\r\n").await.ok()?;
        let mut welcome = None;
        while let Some(line) = lines.next_line().await.ok()? {
            let verb = line.split(' ').next().unwrap_or_default().to_ascii_uppercase();
            let answer: &[u8] = match verb.as_str() {
                "RCPT" => {
                    welcome = self.refusals.lock().expect("no test panics while it talks").pop_front();
                    match welcome {
                        Some(Welcome::Later) => b"451 4.3.0 come back later\r\n",
                        Some(Welcome::Never) => b"550 5.1.1 nobody of that name\r\n",
                        Some(Welcome::HangUp) | None => b"250 ok\r\n",
                    }
                }
                "DATA" => {
                    write.write_all(b"354 go on\r\n").await.ok()?;
                    let mut message = String::new();
                    while let Some(line) = lines.next_line().await.ok()?.filter(|line| line != ".") {
                        message.push_str(line.strip_prefix('.').unwrap_or(&line));
                        message.push('\n');
                    }
                    self.kept.lock().expect("no test panics while it talks").push(message);
                    if welcome == Some(Welcome::HangUp) {
                        return None;
                    }
                    b"250 taken\r\n"
                }
                "QUIT" => b"221 bye\r\n",
                _ => b"250 ok\r\n",
            };
            write.write_all(answer).await.ok()?;
        }
        Some(())
    }
}
