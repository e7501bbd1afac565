//! Builds of whole sites as whole processes: wall time, peak memory, and Hugo's on the same
//! content.
//!
//! `cargo bench --bench site [-- --posts 100,1000,5000 --blocks 3 --runs 5 --hugo PATH|none]`; the
//! variables `POSTS`, `BLOCKS`, `RUNS` and `HUGO` say the same. The output is a Markdown table.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use std::{env, fs, io, thread};

const LANGUAGES: [&str; 2] = ["fr", "en"];
const TAGS: usize = 30;
const AUTHORS: usize = 6;

/// What to measure.
struct Plan {
    posts: Vec<usize>,
    blocks: usize,
    runs: usize,
    hugo: Option<PathBuf>,
}

/// One run of a process.
#[derive(Clone, Copy)]
struct Run {
    wall: Duration,
    /// In KiB; 0 where the system does not say.
    peak: u64,
}

/// The runs of one program on one site, as medians.
struct Measured {
    cold: Run,
    unchanged: Run,
    pages: usize,
}

fn main() -> io::Result<()> {
    let plan = Plan::read();
    println!(
        "Medians of {} runs, {} code blocks a post, {} cores.\n",
        plan.runs,
        plan.blocks,
        cores()
    );
    println!(
        "| posts × languages | pages | build | pages/s | memory | unchanged | {} |",
        Hugo::heading(&plan)
    );
    println!(
        "|--:|--:|--:|--:|--:|--:|{}",
        if plan.hugo.is_some() {
            "--:|--:|--:|--:|"
        } else {
            ":--|"
        }
    );
    for &posts in &plan.posts {
        let folder = tempfile::Builder::new()
            .prefix("lutrin-bench-")
            .tempdir_in(memory_disk())?;
        let site = folder.path().join("lutrin");
        write_content(&site, posts, plan.blocks)?;
        fs::write(site.join("lutrin.yaml"), LUTRIN_CONFIG)?;
        fs::write(site.join("content/people.yaml"), people())?;
        let hugo = plan
            .hugo
            .as_ref()
            .map(|program| Hugo::prepare(program, folder.path(), posts, plan.blocks));
        let hugo = hugo.transpose()?;
        println!("{}", row(&plan, posts, &site, hugo.as_ref())?);
    }
    Ok(())
}

impl Plan {
    fn read() -> Self {
        let arguments: Vec<String> = env::args().collect();
        let said = |name: &str| {
            let flag = format!("--{name}");
            let after = arguments
                .iter()
                .position(|argument| *argument == flag)
                .and_then(|at| arguments.get(at + 1));
            after
                .cloned()
                .or_else(|| env::var(name.to_uppercase()).ok())
        };
        let number = |name, default| {
            said(name).map_or(default, |text| text.parse().expect("a whole number"))
        };
        let posts = said("posts").unwrap_or_else(|| "100,1000,5000".to_owned());
        Self {
            posts: posts
                .split(',')
                .map(|text| text.trim().parse().expect("whole numbers between commas"))
                .collect(),
            blocks: number("blocks", 3),
            runs: number("runs", 5).max(1),
            hugo: match said("hugo").as_deref() {
                Some("none" | "") => None,
                Some(path) => Some(PathBuf::from(path)),
                None => {
                    Some(PathBuf::from("hugo")).filter(|program| Hugo::version(program).is_some())
                }
            },
        }
    }
}

/// One line of the table. The programs take turns, so that a busy moment of the machine hits both.
fn row(plan: &Plan, posts: usize, site: &Path, hugo: Option<&Hugo>) -> io::Result<String> {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..plan.runs {
        ours.push(twice(site, &|out| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_lutrin"));
            command
                .arg("build")
                .arg("--root")
                .arg(site)
                .arg("--out")
                .arg(out);
            command
        })?);
        if let Some(hugo) = hugo {
            theirs.push(twice(&hugo.site, &|out| hugo.command(out))?);
        }
    }
    let lutrin = medians(&ours);
    let mut line = format!(
        "| {posts} × {} | {} | {} | {:.0} | {} | {} |",
        LANGUAGES.len(),
        lutrin.pages,
        seconds(lutrin.cold),
        per_second(&lutrin),
        mebibytes(lutrin.cold),
        seconds(lutrin.unchanged),
    );
    if hugo.is_some() {
        let hugo = medians(&theirs);
        let ratio =
            |a: Run, b: Run| format!("**{:.2}**", a.wall.as_secs_f64() / b.wall.as_secs_f64());
        let _ = write!(
            line,
            " {} ({} pages) | {} | {} | {}, unchanged {} |",
            seconds(hugo.cold),
            hugo.pages,
            mebibytes(hugo.cold),
            seconds(hugo.unchanged),
            ratio(lutrin.cold, hugo.cold),
            ratio(lutrin.unchanged, hugo.unchanged),
        );
    } else {
        line.push_str(" – |");
    }
    Ok(line)
}

/// A build without cache into a new folder, then one with nothing to do.
fn twice(site: &Path, command: &dyn Fn(&Path) -> Command) -> io::Result<(Run, Run, usize)> {
    for made in [".lutrin", "resources", "public", ".hugo_build.lock"] {
        let path = site.join(made);
        let _ = if path.is_dir() {
            fs::remove_dir_all(path)
        } else {
            fs::remove_file(path)
        };
    }
    let out = site.join("public");
    let cold = run(command(&out))?;
    let unchanged = run(command(&out))?;
    Ok((cold, unchanged, count_pages(&out)?))
}

fn run(mut command: Command) -> io::Result<Run> {
    let started = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let status_file = format!("/proc/{}/status", child.id());
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let sampler = scope.spawn(|| {
            let mut peak = 0;
            while !done.load(Ordering::Relaxed) {
                peak = peak.max(high_water_mark(&status_file));
                thread::sleep(Duration::from_millis(3));
            }
            peak
        });
        let status = child.wait();
        let wall = started.elapsed();
        done.store(true, Ordering::Relaxed);
        let peak = sampler.join().unwrap_or_default();
        assert!(status?.success(), "{command:?} failed");
        Ok(Run { wall, peak })
    })
}

/// The most memory that a process has held so far; 0 where `/proc` is not there.
fn high_water_mark(status_file: &str) -> u64 {
    let status = fs::read_to_string(status_file).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|rest| rest.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}

fn medians(runs: &[(Run, Run, usize)]) -> Measured {
    let median = |pick: &dyn Fn(&(Run, Run, usize)) -> Run| {
        let mut walls: Vec<Duration> = runs.iter().map(|run| pick(run).wall).collect();
        let mut peaks: Vec<u64> = runs.iter().map(|run| pick(run).peak).collect();
        walls.sort();
        peaks.sort_unstable();
        Run {
            wall: walls[walls.len() / 2],
            peak: peaks[peaks.len() / 2],
        }
    };
    Measured {
        cold: median(&|run| run.0),
        unchanged: median(&|run| run.1),
        pages: runs[0].2,
    }
}

fn count_pages(folder: &Path) -> io::Result<usize> {
    let mut count = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            count += count_pages(&entry.path())?;
        } else if entry
            .path()
            .extension()
            .is_some_and(|extension| extension == "html")
        {
            count += 1;
        }
    }
    Ok(count)
}

fn seconds(run: Run) -> String {
    format!("{:.2} s", run.wall.as_secs_f64())
}

fn mebibytes(run: Run) -> String {
    if run.peak == 0 {
        "?".to_owned()
    } else {
        format!("{} MiB", run.peak / 1024)
    }
}

fn per_second(measured: &Measured) -> f64 {
    f64::from(u32::try_from(measured.pages).unwrap_or(u32::MAX)) / measured.cold.wall.as_secs_f64()
}

fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// In memory where that is possible: the disk is not what is measured.
fn memory_disk() -> PathBuf {
    Some(PathBuf::from("/dev/shm"))
        .filter(|folder| folder.is_dir())
        .unwrap_or_else(env::temp_dir)
}

fn copy_all(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let (entry, target) = entry.map(|entry| (entry.path(), to.join(entry.file_name())))?;
        if entry.is_dir() {
            copy_all(&entry, &target)?;
        } else {
            fs::copy(&entry, &target).map(drop)?;
        }
    }
    Ok(())
}

/// The posts, the same bytes for every program.
fn write_content(site: &Path, posts: usize, blocks: usize) -> io::Result<()> {
    let blog = site.join("content/blog");
    fs::create_dir_all(&blog)?;
    for number in 0..posts {
        for lang in LANGUAGES {
            fs::write(
                blog.join(format!("note-{number:05}.{lang}.md")),
                post(number, posts, lang, blocks),
            )?;
        }
    }
    Ok(())
}

fn people() -> String {
    (0..AUTHORS).fold(String::new(), |text, number| {
        format!("{text}speaker-{number}: {{name: Speaker {number}}}\n")
    })
}

/// A generator of numbers that are the same on every machine (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % (sides as u64)).unwrap_or(0)
    }

    fn sentence(&mut self, words: &[&str]) -> String {
        let length = 8 + self.roll(10);
        let chosen: Vec<&str> = (0..length).map(|_| words[self.roll(words.len())]).collect();
        let joined = chosen.join(" ");
        let mut letters = joined.chars();
        let first = letters
            .next()
            .map(|letter| letter.to_uppercase().to_string())
            .unwrap_or_default();
        format!("{first}{}. ", letters.as_str())
    }

    fn paragraph(&mut self, words: &[&str]) -> String {
        let length = 3 + self.roll(3);
        (0..length)
            .map(|_| self.sentence(words))
            .collect::<String>()
            .trim_end()
            .to_owned()
            + "\n\n"
    }
}

fn post(number: usize, posts: usize, lang: &str, blocks: usize) -> String {
    let words: Vec<&str> = if lang == "fr" { FRENCH } else { ENGLISH }
        .split(' ')
        .collect();
    let words = words.as_slice();
    let mut dice = Dice(number as u64 * 2 + u64::from(lang == "en"));
    let title = dice.sentence(words).trim_end_matches(". ").to_owned();
    let date = format!(
        "{}-{:02}-{:02}",
        2012 + number % 14,
        1 + number % 12,
        1 + number % 28
    );
    let tags = [number % TAGS, (number * 7 + 3) % TAGS]
        .map(|tag| format!("topic {tag}"))
        .join(", ");
    let author = number % AUTHORS;
    let mut text =
        format!("---\ntitle: {title}\ndate: {date}\ntags: [{tags}]\nauthors: [speaker-{author}]\n");
    let _ = write!(
        text,
        "summary: {}\n---\n\n",
        dice.sentence(words).trim_end()
    );
    let home = if lang == "fr" { "" } else { "/en" };
    for part in 0..blocks.max(3) {
        let _ = write!(
            text,
            "## {}\n\n",
            dice.sentence(words).trim_end_matches(". ")
        );
        text.push_str(&dice.paragraph(words));
        text.push_str(&dice.paragraph(words));
        if part < blocks {
            text.push_str(&code(number * blocks + part, &mut dice));
        }
        let other = dice.roll(posts);
        let _ = writeln!(
            text,
            "- *{}* and **{}**",
            words[dice.roll(words.len())],
            words[dice.roll(words.len())]
        );
        let _ = write!(
            text,
            "- `{part}`, see [note {other}]({home}/blog/note-{other:05}/)\n\n"
        );
    }
    text
}

/// About fifteen lines of a program; no two blocks are the same.
fn code(seed: usize, dice: &mut Dice) -> String {
    let (language, program) = CODE[seed % CODE.len()];
    let lines: Vec<&str> = program.split('\n').collect();
    let mut block = format!("```{language}\n");
    for line in 0..14 {
        let pattern = lines[line % lines.len()];
        let filled = pattern
            .replace('#', &format!("{seed}_{line}"))
            .replace('@', &dice.roll(1000).to_string());
        block.push_str(&filled);
        block.push('\n');
    }
    block + "```\n\n"
}

/// Programs by language: `#` is a name, `@` a number.
const CODE: [(&str, &str); 4] = [
    (
        "rust",
        r#"/// The pace of slide @.
pub fn pace_#(elapsed: u64, planned: Option<u64>) -> Result<i64, String> {
    let planned = planned.ok_or_else(|| format!("no plan for {}", @))?;
    Ok(i64::try_from(elapsed).unwrap_or(@) - planned as i64)
}"#,
    ),
    (
        "python",
        r#"def budget_#(parts, slack=@):
    """Share what is left between the parts."""
    total = sum(part.minutes for part in parts if part.kind != "break")
    return {part.name: round(part.minutes * (@ - slack) / total) for part in parts}
"#,
    ),
    (
        "sql",
        r"SELECT part, avg(seconds) AS mean, count(*) -- run @
FROM rehearsal_# JOIN talk USING (talk_id)
WHERE started > '2026-01-01' AND seconds BETWEEN @ AND 3600
GROUP BY part HAVING count(*) > @
ORDER BY mean DESC;",
    ),
    (
        "yaml",
        r#"stage_#:
  slot: @m
  speakers: [first, "second @"]
  remote: true # laser
  notes: |-"#,
    ),
];

const FRENCH: &str = "la salle écoute un orateur répète son plan minute après et coupe ce qui déborde puis mesure chaque \
    partie avec une horloge précise car l’été passe vite sur scène sans notes lues";

const ENGLISH: &str = "the room listens a speaker rehearses her outline minute after and cuts what runs over then measures \
    every part with one honest clock because summer goes fast on stage without borrowed slides";

const LUTRIN_CONFIG: &str = "title: {fr: Banc, en: Bench}\nbase_url: https://bench.example.org\n\
    languages: {fr: {name: Français}, en: {name: English}}\nroot_language: fr\npaginate: 10\n";

/// The same content for Hugo, with templates (`benches/hugo`) that show what Lutrin's theme shows.
struct Hugo {
    program: PathBuf,
    site: PathBuf,
}

impl Hugo {
    fn version(program: &Path) -> Option<String> {
        let output = Command::new(program)
            .arg("version")
            .output()
            .ok()
            .filter(|output| output.status.success())?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        text.split_whitespace()
            .find(|word| word.starts_with('v'))
            .map(|word| word.split('-').next().unwrap_or(word).to_owned())
    }

    fn heading(plan: &Plan) -> String {
        let Some(program) = &plan.hugo else {
            return "Hugo".to_owned();
        };
        let version = Self::version(program).unwrap_or_else(|| "?".to_owned());
        format!("Hugo {version} | memory | unchanged | Lutrin / Hugo")
    }

    fn prepare(program: &Path, folder: &Path, posts: usize, blocks: usize) -> io::Result<Self> {
        let site = folder.join("hugo");
        write_content(&site, posts, blocks)?;
        copy_all(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/hugo"),
            &site,
        )?;
        Ok(Self {
            program: program.to_owned(),
            site,
        })
    }

    fn command(&self, out: &Path) -> Command {
        let mut command = Command::new(&self.program);
        command
            .arg("--quiet")
            .arg("--source")
            .arg(&self.site)
            .arg("--destination")
            .arg(out);
        command.env("HUGO_CACHEDIR", self.site.join("resources"));
        command
    }
}
