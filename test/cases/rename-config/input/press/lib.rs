#[cfg(CONFIG_PRESS_COLD_START)]
fn start<'a>(p: &'a Press) {} // PRESS_COLD_START
