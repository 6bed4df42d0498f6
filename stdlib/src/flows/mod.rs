//! Flows and Folders: exports of the project itself.

cards! {
    export_flow export_folder
}
