#[cfg(CONFIG_PRESS_GO)]
fn start<'a>(p: &'a Press) {} // PRESS_GO
