//! Runs stopped at drawn moments. A run is watched from outside, by what stands in its folders.

use std::fs;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use super::office::{Contents, Desk, Ended, OFFICE, State, contents, settled, state};
use super::tally::{Outcome, Phase};
use crate::chance::Chance;

/// What can be seen of a run: a moment is drawn as so long after one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// The process has begun.
    Begun,
    /// The staging folder stands there.
    Writing,
    /// The manifest stands in the staging folder: what follows is the first sync.
    Sealed,
    /// The new outputs are in their place.
    Exchanged,
}

/// A drawn moment.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    pub mark: Mark,
    pub later: Duration,
}

/// How long after its beginning an undisturbed run is sealed, exchanged and ended.
#[derive(Clone, Copy, Debug)]
pub struct Course([Duration; 3]);

/// The middle one of several undisturbed runs, by the time from seal to exchange.
pub fn reference() -> Course {
    let mut courses: Vec<Course> = (0..3).map(|_| watched()).collect();
    courses.sort_by_key(|Course([sealed, exchanged, _])| exchanged.saturating_sub(*sealed));
    courses[1]
}

fn watched() -> Course {
    let desk = Desk::with_old();
    let begun = Instant::now();
    let mut child = start(&desk);
    let times = [Mark::Sealed, Mark::Exchanged].map(|mark| {
        wait_for(&desk, &mut child, mark);
        begun.elapsed()
    });
    assert!(child.wait().expect("it ends").success(), "an undisturbed run");
    Course([times[0], times[1], begun.elapsed()])
}

/// Moments in a fixed series: three of five between the first sync and the end of the exchange, the others before
/// and after.
pub fn drawn(count: usize, course: Course, chance: &mut Chance) -> Vec<Moment> {
    let Course([sealed, exchanged, ended]) = course;
    let mut draw = |mark: Mark, span: Duration| {
        let micros = u32::try_from(span.as_micros()).expect("a run of less than an hour").max(1);
        Moment { mark, later: Duration::from_micros(u64::from(chance.below(micros))) }
    };
    let moments = (0..count).map(|number| match number % 5 {
        0..3 => draw(Mark::Sealed, exchanged.saturating_sub(sealed)),
        3 => draw(Mark::Begun, sealed),
        _ => draw(Mark::Exchanged, ended.saturating_sub(exchanged)),
    });
    moments.collect()
}

/// Of a hundred moments, how many are between the first sync and the end of the exchange?
pub fn share_in_window(moments: &[Moment], course: Course) -> usize {
    let Course([sealed, exchanged, _]) = course;
    let span = exchanged.saturating_sub(sealed);
    let inside = moments.iter().filter(|moment| moment.mark == Mark::Sealed && moment.later <= span);
    inside.count() * 100 / moments.len()
}

/// Stops a run at a moment, and tells what came of it.
pub fn stopped(moment: Moment, how: &str, stop: impl Fn(&mut Child)) -> Outcome {
    let desk = Desk::with_old();
    let mut child = start(&desk);
    wait_for(&desk, &mut child, moment.mark);
    std::thread::sleep(moment.later);
    stop(&mut child);
    let ended = Ended::from(child.wait().expect("it ends"));
    let phase = phase_of(&desk, ended, moment.mark);
    let (left, wrong) = settled(&desk, ended, false);
    Outcome { how: how.to_owned(), phase, at: format!("{moment:?}"), left, wrong }
}

fn start(desk: &Desk) -> Child {
    desk.new_run().stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts")
}

/// Waits until the mark is seen, or the run has ended without it.
pub fn wait_for(desk: &Desk, child: &mut Child, mark: Mark) {
    let manifest = |folder: &str| fs::read(desk.home().join(folder).join("manifest.json")).ok();
    let new = OFFICE.new.get("manifest.json");
    let seen = || match mark {
        Mark::Begun => true,
        Mark::Writing => desk.home().join(".2025.staging").exists(),
        Mark::Sealed => manifest(".2025.staging").as_ref() == new || manifest("2025").as_ref() == new,
        Mark::Exchanged => manifest("2025").as_ref() == new,
    };
    while !seen() && child.try_wait().expect("it can be asked").is_none() {
        std::thread::sleep(Duration::from_micros(30));
    }
}

/// How far a run had come: from what it left where it was killed, for one that tidied up from the moment.
fn phase_of(desk: &Desk, ended: Ended, mark: Mark) -> Phase {
    let staging = desk.home().join(".2025.staging");
    let built: Contents = contents(&staging);
    match (ended, state(desk)) {
        (Ended::Killed, State::New) if built == OFFICE.old => Phase::Exchanging,
        (_, State::New) => Phase::After,
        (Ended::Killed, _) if built == OFFICE.new => Phase::Syncing,
        (Ended::Killed, _) if staging.exists() => Phase::Writing,
        (Ended::Code(_), _) if mark == Mark::Sealed => Phase::Syncing,
        _ => Phase::Reading,
    }
}
