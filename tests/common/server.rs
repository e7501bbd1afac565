//! The real `lutrin serve` on a site of its own, and a client that says exactly what it is told to
//! say.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{IpAddr, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use lutrin::rehearsal::Run;
use serde_json::Value;

use super::disk::DiskSite;

/// Everything that is waited for comes within this time, or never.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// A server that ends with the test.
pub struct Server {
    child: Child,
    pub address: SocketAddr,
    /// Its lines of standard output, and all of standard error so far.
    pub out: Arc<Mutex<Vec<String>>>,
    pub said: Arc<Mutex<String>>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// A connection over which several requests can go.
pub struct Connection {
    pub stream: BufReader<TcpStream>,
}

/// A stream of states.
pub struct Events {
    stream: BufReader<TcpStream>,
    /// How many states came so far.
    pub count: usize,
}

/// The document of a run, as a window sends it.
pub fn document_of(run: &Run) -> Value {
    let mut document: Value = serde_yaml::from_str(&run.write()).unwrap();
    document.as_object_mut().unwrap().remove("checksum");
    document
}

/// A port that is free now. The server goes on to the next one if it is taken by then.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

/// Waits until something is so.
pub fn eventually<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < end, "this never happened: {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

impl Server {
    /// Starts `lutrin serve` in the site's folder, and waits until it says where it is.
    pub fn start(site: &DiskSite, arguments: &[&str]) -> Self {
        let port = free_port().to_string();
        let ports: &[&str] = if arguments.contains(&"--port") {
            &[]
        } else {
            &["--port", &port]
        };
        Self::run(
            site.command(&[&["serve"], ports, arguments].concat())
                .stdin(Stdio::null()),
        )
    }

    /// The same for a command that serves.
    pub fn run(command: &mut Command) -> Self {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (out, said) = (
            Arc::<Mutex<Vec<String>>>::default(),
            Arc::<Mutex<String>>::default(),
        );
        let (lines, words) = (out.clone(), said.clone());
        let (stdout, mut stderr) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        std::thread::spawn(move || {
            BufReader::new(stdout)
                .lines()
                .for_each(|line| lines.lock().unwrap().push(line.unwrap()));
        });
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = stderr.read(&mut buffer) {
                words
                    .lock()
                    .unwrap()
                    .push_str(&String::from_utf8_lossy(&buffer[..count]));
            }
        });
        let home = eventually("the address", || {
            let ended = child.try_wait().unwrap();
            assert!(
                ended.is_none(),
                "the server ended: {}",
                said.lock().unwrap()
            );
            out.lock().unwrap().first().cloned()
        });
        let address = home
            .strip_prefix("http://")
            .unwrap()
            .split('/')
            .next()
            .unwrap()
            .parse()
            .unwrap();
        Self {
            child,
            address,
            out,
            said,
        }
    }

    /// Ends it at once, in the middle of whatever it does (`SIGKILL`).
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Waits for it to end by itself; says how.
    pub fn wait(&mut self) -> ExitStatus {
        eventually("the end of the server", || self.child.try_wait().unwrap())
    }

    /// Writes a line to its standard input, which has to be a pipe.
    pub fn press_enter(&mut self) {
        self.child.stdin.as_mut().unwrap().write_all(b"\n").unwrap();
    }

    /// A line of standard output, once there is one that is so.
    pub fn prints(&self, is_so: impl Fn(&str) -> bool) -> String {
        eventually("a line of standard output", || {
            self.out
                .lock()
                .unwrap()
                .iter()
                .find(|line| is_so(line))
                .cloned()
        })
    }

    /// The head lines of a request that a page of this server makes.
    pub fn head(&self, token: &str) -> String {
        format!(
            "Origin: http://{}\r\nX-Lutrin-Token: {token}\r\n",
            self.host()
        )
    }

    /// Sends a body from a page of this server.
    pub fn send(&self, method: &str, target: &str, token: &str, body: &str) -> Reply {
        Client::of(self)
            .send(method, target, &self.head(token), body)
            .expect("an answer")
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// The name of the server in requests.
    pub fn host(&self) -> String {
        format!("localhost:{}", self.address.port())
    }

    pub fn connect(&self) -> Connection {
        let stream = TcpStream::connect_timeout(&self.address, PATIENCE).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        Connection {
            stream: BufReader::new(stream),
        }
    }

    /// Asks with a method, a target and further lines of the head, each with its line end.
    pub fn ask(&self, method: &str, target: &str, lines: &str) -> Reply {
        let mut connection = self.connect();
        let host = self.host();
        connection
            .send(format!("{method} {target} HTTP/1.1\r\nHost: {host}\r\n{lines}\r\n").as_bytes());
        connection.reply(method == "HEAD")
    }

    pub fn get(&self, target: &str) -> Reply {
        self.ask("GET", target, "")
    }

    /// Sends bytes as they are; gives the status of the answer.
    pub fn raw(&self, bytes: &[u8]) -> u16 {
        let mut connection = self.connect();
        connection.send(bytes);
        connection.reply(false).status
    }

    /// The states of a page.
    pub fn events(&self, path: &str) -> Events {
        self.listen(&format!("/_lutrin/events?path={path}"))
    }

    /// What a stream tells.
    pub fn listen(&self, target: &str) -> Events {
        Client::of(self).listen(target)
    }

    /// Asks until the answer is so.
    pub fn until(&self, target: &str, is_so: impl Fn(&Reply) -> bool) -> Reply {
        eventually(&format!("what is wanted at {target}"), || {
            Some(self.get(target)).filter(&is_so)
        })
    }

    /// The token of the session, from a page.
    pub fn token(&self) -> String {
        let page = self.get("/").text();
        let start = page.find("data-token=\"").unwrap() + 12;
        page[start..start + 32].to_owned()
    }

    /// What the server said on standard error, once it contains something.
    pub fn says(&self, text: &str) {
        eventually(
            &format!("the words {text:?} in {:?}", self.said.lock().unwrap()),
            || self.said.lock().unwrap().contains(text).then_some(()),
        );
    }
}

/// A server and the token of its session.
pub struct Stage {
    pub server: Server,
    pub token: String,
}

impl Stage {
    pub fn open(site: &DiskSite) -> Self {
        let server = Server::start(site, &[]);
        let token = server.token();
        Self { server, token }
    }

    pub fn send(&self, method: &str, address: &str, body: &str) -> Reply {
        self.server.send(method, address, &self.token, body)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Somebody who asks a server by one of its addresses, which may be that of the network.
#[derive(Clone)]
pub struct Client {
    pub address: SocketAddr,
    /// The name of the server in requests.
    pub host: String,
    /// Further lines of every head, each with its line end.
    pub lines: String,
}

/// This machine's address on a network; nothing where it is on none.
pub fn network_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
    socket.connect("192.0.2.1:9").ok()?;
    Some(socket.local_addr().ok()?.ip()).filter(|ip| !ip.is_loopback())
}

impl Client {
    /// This machine.
    pub fn of(server: &Server) -> Self {
        Self {
            address: server.address,
            host: server.host(),
            lines: String::new(),
        }
    }

    /// Another machine, as far as the server can tell.
    pub fn from_network(server: &Server, ip: IpAddr) -> Self {
        let address = SocketAddr::new(ip, server.address.port());
        Self {
            address,
            host: address.to_string(),
            lines: String::new(),
        }
    }

    pub fn connect(&self) -> Option<Connection> {
        let stream = TcpStream::connect_timeout(&self.address, PATIENCE).ok()?;
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        Some(Connection {
            stream: BufReader::new(stream),
        })
    }

    pub fn ask(&self, method: &str, target: &str, lines: &str) -> Reply {
        let mut connection = self.connect().expect("a connection");
        let (host, lines_of_client) = (&self.host, &self.lines);
        connection.send(
            format!("{method} {target} HTTP/1.1\r\nHost: {host}\r\n{lines_of_client}{lines}\r\n")
                .as_bytes(),
        );
        connection.reply(method == "HEAD")
    }

    pub fn get(&self, target: &str) -> Reply {
        self.ask("GET", target, "")
    }

    /// Sends a body; nothing when the server is gone.
    pub fn send(&self, method: &str, target: &str, lines: &str, body: &str) -> Option<Reply> {
        let mut connection = self.connect()?;
        let (host, lines_of_client, length) = (&self.host, &self.lines, body.len());
        let head = format!(
            "{method} {target} HTTP/1.1\r\nHost: {host}\r\n{lines_of_client}{lines}Content-Length: {length}\r\n\r\n"
        );
        connection.send((head + body).as_bytes());
        connection.try_reply(false)
    }

    pub fn listen(&self, target: &str) -> Events {
        let mut connection = self.connect().expect("a connection");
        let (host, lines_of_client) = (&self.host, &self.lines);
        connection.send(
            format!("GET {target} HTTP/1.1\r\nHost: {host}\r\n{lines_of_client}\r\n").as_bytes(),
        );
        Events {
            stream: connection.stream,
            count: 0,
        }
    }
}

impl Connection {
    /// Sends bytes; a server that has heard enough may hang up meanwhile.
    pub fn send(&mut self, bytes: &[u8]) {
        let _ = self.stream.get_mut().write_all(bytes);
    }

    /// The next answer; that to HEAD has no body.
    pub fn reply(&mut self, is_head: bool) -> Reply {
        self.try_reply(is_head).expect("an answer")
    }

    /// The next answer, if it comes in whole.
    pub fn try_reply(&mut self, is_head: bool) -> Option<Reply> {
        let mut line = String::new();
        self.stream.read_line(&mut line).ok()?;
        let status = line.split(' ').nth(1)?.parse().ok()?;
        let mut headers = Vec::new();
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line).ok()?;
            let Some((name, value)) = line.trim_end().split_once(": ") else {
                break;
            };
            headers.push((name.to_ascii_lowercase(), value.to_owned()));
        }
        let mut reply = Reply {
            status,
            headers,
            body: Vec::new(),
        };
        if !is_head && ![204, 304].contains(&status) {
            let length = reply.header("content-length")?.parse().ok()?;
            reply.body = vec![0; length];
            self.stream.read_exact(&mut reply.body).ok()?;
        }
        Some(reply)
    }

    /// Whether the server hung up, without another byte.
    pub fn is_over(&mut self) -> bool {
        matches!(self.stream.read(&mut [0]), Ok(0) | Err(_))
    }
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body without the script that only the dev server adds.
    pub fn page(&self) -> String {
        let page = self.text();
        let Some(start) = page.find("<script src=\"/_lutrin/reload.js\"") else {
            return page;
        };
        let end = start + page[start..].find("</script>").unwrap() + "</script>".len();
        page[..start].to_owned() + &page[end..]
    }
}

impl Events {
    /// The next state.
    pub fn next(&mut self) -> Value {
        // Heartbeats come whatever happens.
        let end = Instant::now() + PATIENCE;
        loop {
            assert!(Instant::now() < end, "no state came");
            let mut line = String::new();
            let read = self.stream.read_line(&mut line).expect("a state in time");
            assert!(read > 0, "the stream ended");
            if let Some(state) = line.strip_prefix("data: ") {
                self.count += 1;
                return serde_json::from_str(state).unwrap();
            }
        }
    }

    /// Whether a line of the stream is so; waits for it.
    pub fn line(&mut self, is_so: impl Fn(&str) -> bool) -> bool {
        let end = Instant::now() + PATIENCE;
        let mut line = String::new();
        while Instant::now() < end && self.stream.read_line(&mut line).is_ok_and(|read| read > 0) {
            if is_so(&line) {
                return true;
            }
            line.clear();
        }
        false
    }

    /// The first state from here on that is so.
    pub fn until(&mut self, is_so: impl Fn(&Value) -> bool) -> Value {
        let end = Instant::now() + PATIENCE;
        loop {
            let state = self.next();
            if is_so(&state) {
                return state;
            }
            assert!(Instant::now() < end, "the last state is {state}");
        }
    }
}
