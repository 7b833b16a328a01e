//! The limits of owners, ready to be read: made once, until an owner's limits change.

use super::gauge::{Gauge, Meter, Moment};
use super::lock;
use domain::limit::{Allowance, LimitOwner};
use domain::window::Zone;
use foldhash::HashMap;
use std::sync::{Arc, Mutex};

#[derive(Default)]
pub(super) struct Meters(Mutex<HashMap<LimitOwner, Own>>);

struct Own {
    allowance: Allowance,
    zone: Zone,
    meters: Arc<[Arc<Meter>]>,
}

impl Meters {
    /// The limits of an owner that are for requests which `wanted` tells by their meter.
    pub(super) fn read(&self, allowance: &Allowance, moment: Moment, wanted: impl Fn(&Meter) -> bool) -> Vec<Gauge> {
        let meters = self.of(allowance, moment);
        let mut gauges = Vec::with_capacity(meters.len());
        gauges.extend(meters.iter().filter(|meter| wanted(meter)).map(|meter| meter.at(moment.now)));
        gauges
    }

    fn of(&self, allowance: &Allowance, Moment { zone, session_ttl, .. }: Moment) -> Arc<[Arc<Meter>]> {
        let mut all = lock(&self.0);
        match all.get(&allowance.owner) {
            Some(own) if own.allowance == *allowance && own.zone == zone => own.meters.clone(),
            _ => {
                let meters: Arc<[_]> = Meter::every(allowance, zone, session_ttl).into();
                let own = Own { allowance: allowance.clone(), zone, meters: meters.clone() };
                all.insert(allowance.owner, own);
                meters
            }
        }
    }

    /// What is in use is made anew.
    pub(super) fn clear(&self) {
        lock(&self.0).clear();
    }
}
