package dev.assay.detectors.text.jinja;

import java.util.Locale;

/** What a template does that no template for a chat needs. */
enum Shape {
    /** It reaches for what leads out of the values it was given: {@code __globals__} and the like. */
    ESCAPE,
    /** Another special attribute, such as {@code __class__} alone. */
    SPECIAL_ATTRIBUTE,
    /** It calls what runs programs or code. */
    CODE_CALL,
    /** It takes an attribute whose name is put together where it cannot be followed. */
    COMPUTED_ATTRIBUTE,
    /** It uses what a web application puts into its templates. */
    APPLICATION_OBJECT,
    /** It loads another template. */
    TEMPLATE_FILE,
    /** It grows without end. */
    EXPLOSION;

    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
