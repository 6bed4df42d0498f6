//! Flow Control, Branching and Error Handling: what steers the flow.

cards! {
    assign assign_if call_flow call_flow_async comment continue_if helper_flow if_else if_elseif
    if_error join lookup noop pause pause_raw repeat r#return return_error return_error_if return_raw
    wait_for wait_until
}
