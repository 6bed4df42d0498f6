//! List: what works on whole lists, by itself or through a helper flow.

mod condition;
pub(crate) mod places;
mod sets;

cards! {
    add_to_end add_to_front at collapse combine_all construct difference filter filter_custom find
    find_custom flatten for_each for_each_ignore_errors get_first_item get_last_item group_by includes
    index_by intersection length list_to_text map merge pluck reduce remove_duplicates reverse sample
    slice sort sort_custom split statistics sum swap truncate union unique_custom xor zip
}
