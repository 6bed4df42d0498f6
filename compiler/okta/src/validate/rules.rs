//! Every rule, once: its code, how bad breaking it is, and what it asks for.
//!
//! The codes are those of the pack format's reference; they are never renumbered.

/// How bad it is when a rule is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// The import fails, or what is imported does not work. Every real pack obeys these.
    Base,
    /// It imports, but something is missing or unusual. Some real packs break these.
    Strict,
    /// What a pack written today looks like; older exports differ.
    Emitted,
}

impl Level {
    /// `base`, `strict`, `emitted`.
    pub const fn word(self) -> &'static str {
        match self {
            Level::Base => "base",
            Level::Strict => "strict",
            Level::Emitted => "emitted",
        }
    }
}

/// One rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// `S12`.
    pub code: &'static str,
    /// How bad breaking it is.
    pub level: Level,
    /// What it asks for.
    pub summary: &'static str,
}

macro_rules! rules {
    ($($code:ident $level:ident $summary:literal)*) => {
        $(
            #[doc = $summary]
            #[allow(non_upper_case_globals, reason = "codes are spelled as in the reference")]
            pub const $code: Rule = Rule { code: stringify!($code), level: Level::$level, summary: $summary };
        )*

        /// All rules, in the order of the reference.
        pub const ALL: &[Rule] = &[$($code),*];
    };
}

rules! {
    T00 Base "a pack is a JSON object"
    T01 Base "`type` is \"flopack\""
    T02 Base "`version` is one of 1.2.0, 1.3.0, 1.4.0, 1.5.0"
    T03 Base "`created` is a UTC time with milliseconds: 2026-01-01T00:00:00.000Z"
    T04 Base "`flags` holds the platform's four conversion switches, all true"
    T05 Base "the top level has its keys in order: type, version, created, flags, data, checksum"
    T06 Base "`data` is an object"
    T07 Base "`data` has its keys in order: flos, configs, tables, groups, projectOverview"
    T08 Base "`projectOverview` is an empty object, from version 1.5.0 on"
    T09 Base "`checksum` is 64 hexadecimal digits"
    T10 Base "versions 1.3.0 and 1.4.0 carry a checksum"
    T11 Base "version 1.5.0 carries no checksum"
    T12 Emitted "a pack written today is 1.5.0, which needs no checksum"
    T13 Base "flows, connections, tables and folders are objects by id"
    T14 Strict "a pack holds a flow or a table"
    F01 Base "a flow stands under its own id, a lower-case uuid"
    F02 Base "a flow's entry has the keys id, name, description, data, in order"
    F03 Base "a flow has a name, and a description that is text"
    F04 Base "a flow has every key it needs and no unknown one"
    F05 Strict "the keys of a flow stand in the platform's order"
    F06 Base "`id` of a flow's data is null and `uuid` is the flow's id"
    F07 Base "`tree` is one of the platform's four constants"
    F07e Emitted "`tree` is the constant of current exports"
    F08 Base "`model` of a flow is {}"
    F09 Base "`log` is true or false and `inheritLog` true"
    F10 Strict "a flow's folder is in the pack"
    F11 Base "template and API specification keys are null"
    F12 Base "`monitor_flo` is false"
    F13 Base "`connector_method_meta` holds inputs, outputs, options and perhaps methodkey"
    F14 Base "`cron` is {} exactly when the flow is not scheduled"
    F15 Base "`cron` holds the fields of a schedule"
    F16 Base "a scheduled flow starts with a callable card"
    F17 Base "a flow starts with a callable, accept, delegated or noop card, or with an event"
    F18 Strict "`security_level` fits the start card"
    F20 Emitted "a flow outside the pack must be replaced at import"
    D01 Base "`display` has only known keys"
    D02 Base "`isCallable` is true exactly when the flow starts with a callable card"
    D03 Strict "`isPublishable` is true exactly for API endpoints and delegated flows"
    D04 Base "`eventConnecterName` is the title of the start card or of the first card listed"
    D04s Strict "`eventConnecterName` is the title of the start card"
    D05 Base "entries of `preview` are {module, name, kernel}"
    D06 Strict "`preview` lists the cards in the order of `methods`"
    D07 Emitted "current exports carry `eventConnecterName` and `isPublishable`"
    G01 Base "a folder stands under its own id, a lower-case uuid"
    G02 Base "a folder has the keys id and data"
    G03 Base "a folder's data has the keys name, description, media_uri and perhaps path"
    G04 Base "a folder's name is not empty, and its other data is text"
    G05 Base "`path` lists folders of this pack"
    G07 Base "`path` is the parent's path and the parent's id"
    G08 Base "folders nest at most five deep"
    G09 Emitted "current exports carry `path`"
    C01 Base "a connection stands under its own id, a lower-case uuid"
    C02 Base "a connection has the keys id, name, module, data"
    C03 Base "a connection's data is null: packs hold no secrets"
    C04 Base "a connection's name and module are text"
    C05 Base "every connection is used by a card"
    C10 Base "`display` of a card holds nothing but configRef"
    C11 Base "a system card has no connection"
    C12 Base "a card's connection is in the pack"
    C13 Base "a card's connection belongs to its connector"
    C14 Base "`partnerChannelKeys` is null or a whole number"
    C15 Base "cards of Tables need no connection"
    C16 Base "`configRef` is a uuid"
    B01 Base "a table stands under its own id, a lower-case uuid"
    B02 Base "a table has the keys id, name, description, data"
    B03 Base "a table's data has the keys class, group_id, structure, and class is simple"
    B04 Base "a column has a name, a known type and a default"
    B05 Base "column names differ from each other"
    B06 Strict "a table's folder is in the pack"
    B07 Emitted "a table outside the pack must be replaced at import"
    S01 Strict "ids of bodies are unique in the pack"
    S02 Base "a body holds cards"
    S03 Base "card ids are unique in their body"
    S04 Base "`orderings` is an object"
    S05 Strict "keys of orderings are short ids"
    S06 Base "an ordering names two cards of its body"
    S07 Base "only an expansion is ordered after itself"
    S09 Base "an ordering repeats only around expansions"
    S11 Base "a body has exactly one start card"
    S12 Base "the order of cards has no circle"
    S13 Base "every card is reached from the start card"
    S14 Base "ids of cards, fields and orderings differ from each other in a body"
    S20 Base "only If/Else cards have branches"
    S21 Base "an If/Else has two arm heads, true and false"
    S22 Base "nothing is ordered after an If/Else itself"
    S23 Base "nothing is ordered before an arm head"
    S24 Base "an If/Else has exactly one Join, entered from both arms"
    S25 Base "each arm runs straight to the Join"
    S26 Base "the arms of an If/Else share no card"
    S27 Base "a Join closes exactly one If/Else"
    S28 Base "the cards ordered before a Join are those directly in its arms"
    S29 Base "a noop card is a hidden arm head or a visible start card"
    S30 Base "a body without If/Else is one chain"
    V01 Base "an inlined body has its keys and no unknown one"
    V02 Base "`id` and `uuid` of an inlined body are the same uuid"
    V03 Base "`log`, `inheritLog` and `group` of an inlined body are false, false and null"
    V04 Base "an inlined body has no preview"
    V05 Base "an inlined body has a known tree and an empty model"
    V06 Base "`security_level` of an inlined body is null"
    V10 Base "only If/ElseIf, If Error and the loop of an event take inlined bodies"
    V20 Base "a capture names the start card of a body of this card"
    V21 Base "an inlined body has exactly one callable card"
    V22 Base "a capture inside names the owning card, in group context, hidden"
    V23 Base "captures outside and inside have the same keys"
    V24 Strict "a capture outside lies in group context, hidden, without a literal"
    V25 Base "a captured value has the same type outside and inside"
    V26 Base "an error handler receives the error and captures"
    V27 Base "the body of a branch receives nothing but captures"
    V28 Base "the bodies of If/ElseIf and If Error have a Return"
    V29 Base "the keys of a body's Return are those of the owning card's outputs"
    V30 Strict "a body has one Return"
    V31 Base "each capture is used exactly once inside"
    M01 Base "a card has the keys joins, address, parents, uuid, branches, node, pins, in order"
    M02 Base "an address names a system card or a connector's card"
    M03 Base "`parents` restates the address"
    M04 Base "`parents` holds names, and the platform's number for connectors"
    M05 Base "a card id is a short id"
    M05e Emitted "a card id is a short id of today's form"
    M06 Base "`node` has the keys key, data, model"
    M06s Strict "`node` has no other keys"
    M07 Base "`node.key`, `model.key` and the address name the same method"
    M08 Base "`model` has every key it needs and no unknown one"
    M09 Strict "the keys of `model` stand in the platform's order"
    M10 Emitted "`model` has the keys of current exports"
    M11 Base "the constant fields of `model` have their values"
    M12 Base "executable, displayed, async, cooperative and mirrored are true or false"
    M13 Base "`timeout` is 10, 30, 90 or 300 seconds"
    M14 Base "`metadata` is {id, name, description}: id null on system cards, a number on connector cards"
    M15 Base "both titles of a card are the same"
    M16 Base "only expansions and arm heads are hidden"
    M17 Base "the webhook fields are those of an event or all false"
    M18 Base "a system card is no webhook"
    M19 Base "`comments` is text or {title, markdown}"
    M20 Strict "every output of a mirrored card repeats an input"
    M20e Emitted "a mirrored card lists the same fields in the same order on both sides"
    M30 Base "an error policy has a known type and known keys"
    M31 Base "`retry` is a whole number from 0"
    M32 Base "`delay` is a number of milliseconds or a pair of them"
    M33 Base "`retryCondition` is \"ratelimits\""
    M34 Base "a handler is {type, flo: a body, merge}, on If Error only"
    M35 Base "a policy that runs a flow names it"
    M40 Strict "a system card is a known one"
    M41 Base "flags and timeout of a system card are the platform's"
    M42 Base "extensible, rules and groupRules of a system card are the platform's"
    M43 Base "a system card has its built-in fields"
    M50 Base "a template card has exactly one _text_ input"
    M51 Strict "every hole of a template has an input"
    M52 Strict "every input of a template has a hole"
    I01 Base "a side of a card has the keys extensible, rules, groupRules, data"
    I02 Base "a field has every key it needs and no unknown one"
    I03 Base "a field stands under its own id, a short id"
    I04 Base "a field's key is text, and its group text or null"
    I05 Base "a field's metadata is an object"
    I06 Base "an input says whether it is required, and its flags are d or p"
    I07 Base "flags p belong to the options of a connector's card"
    I08 Base "only mirrored cards have outputs with flags"
    I09 Strict "inputs differ in group and key"
    I10 Base "outputs differ in group and key"
    I11 Base "a field's index is a whole number from 0"
    I12 Emitted "the indices of a side count from 0 without gaps"
    I20 Base "a field's value has every key it needs and no unknown one"
    I21 Base "`collection` is true or false"
    I22 Base "a field's type is known"
    I23 Base "a list field holds a list or null"
    I24 Base "`error` of a field is true or false"
    I24s Strict "no field is marked as wrong"
    I25 Base "`available` is null or a list"
    I26 Base "a field's literal fits its type"
    I27 Base "`check` of a field is false"
    I28 Base "`proxy` is false or {dynamic, path, dest}"
    I29 Strict "`path` of a proxy is text exactly when it is dynamic"
    I30 Base "`dest` of a proxy is {key, group}"
    I31 Strict "`ref` of an output says whether it is a list; of an input it is false"
    W01 Base "a wire starts at an output of its card"
    W02 Base "a wire ends at a card of the same body"
    W03 Base "a list of wires is not empty"
    W04 Base "a wire ends at a card that runs later"
    W05 Base "a wire is {input, transform} and ends at an input"
    W06 Base "an input has one wire"
    W07 Base "`_used` is true or absent"
    W08 Emitted "`_used` is true exactly on wired outputs"
    W09 Base "only Join cards have joins"
    W10 Base "a join links an input to outputs"
    W11 Emitted "a join links an input to the output of the same key"
    W12 Strict "a wired input holds no literal"
    W13 Emitted "joins name no field that is gone"
    W20 Base "a wire without converter connects equal types"
    W21 Base "a converter is keyed by the wire's output"
    W22 Base "a converter is {convert, forceWrapArray, dest}"
    W23 Base "a wire's converter is the one its types need"
    X01 Base "an expansion has one input, an object"
    X02 Base "an expansion is wired from the output it names"
    X03 Base "an expansion is named after its source card and hidden"
    X04 Base "an expansion is ordered after its source"
    X05 Base "an expansion's outputs name their path and source"
    X06 Base "an expansion's outputs come in pairs of key and value"
    X07 Base "the key of a pair is its path"
    X08 Base "an expansion leads to what follows its source"
    X09 Base "one ordering leads from the source to its expansion"
    X10 Base "an expansion of n fields has n orderings to itself and to each follower"
    X11 Base "an expansion comes before no expansion of another source"
    X12 Base "each value of an expansion is used exactly once, its key never"
    R01 Base "the flow of an error policy is in the pack"
    R02 Base "a called flow is in the pack"
    R03 Strict "a flow outside the pack is referred to"
    R04 Base "a card's table is in the pack"
    R05 Strict "a called flow starts with a callable card"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique() {
        for (at, rule) in ALL.iter().enumerate() {
            assert!(ALL.iter().skip(at + 1).all(|other| other.code != rule.code), "{}", rule.code);
        }
    }
}
