// lamp_on is C's.
fn lamp_switch_on() -> i32 {
    unsafe { bindings::lamp_on(bindings::LAMP_MAXIMUM) }
}
