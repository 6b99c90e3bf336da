package dev.assay.detectors.manifest;

import dev.assay.engine.report.Location;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Projection;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** What is a list of requirements among the places of a target, and where such a list lies as others name it. Pure functions. */
final class PipLists {
    /** Who opens what lists include. */
    static final String LOADER = "pip";

    /** Who opens what commands install, somewhere. */
    static final String COMMAND = "pip-command";

    static final String FORMAT = "pip-requirements";

    /** Says which versions are taken; as a format, and of an inclusion with {@code -c}. */
    static final String CONSTRAINTS = "pip-constraints";

    static final String UTF16 = "utf16";

    private static final String OTHER_NAME = "pip-list";
    private static final String IN_FOLDER = "pip-folder";

    private PipLists() {}

    static boolean isOne(Collection<String> formats) {
        return formats.contains(FORMAT) || formats.contains(CONSTRAINTS) || isByContent(formats);
    }

    /** Whether it is one by its lines alone. */
    static boolean isByContent(Collection<String> formats) {
        return formats.contains(OTHER_NAME) || formats.contains(IN_FOLDER);
    }

    /** By place; of one that was read twice, as what it was read as a list. */
    static Map<String, Facts> there(Projection target) {
        Map<String, Facts> there = new HashMap<>();
        target.seen()
                .forEach(facts -> there.merge(
                        facts.at().toString(), facts, (first, again) -> isOne(again.formats()) ? again : first));
        return there;
    }

    /** The file itself of text that was handed on in another encoding. */
    static Location whole(Location at, Map<String, Facts> there) {
        if (at.entries().isEmpty()) {
            return at;
        }
        Location around = at.within(at.entries().size() - 1);
        Facts facts = there.get(around.toString());
        return facts != null && facts.formats().contains(UTF16) ? around : at;
    }
}
