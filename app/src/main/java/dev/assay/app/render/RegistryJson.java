package dev.assay.app.render;

import dev.assay.engine.fact.RegistryRecord;
import dev.assay.engine.fact.RegistryRecord.Aspect;
import dev.assay.engine.fact.RegistryRecord.Existence;
import dev.assay.engine.fact.RegistryRecord.Releases;
import dev.assay.engine.fact.RegistryRecord.Trait;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;

/** What a registry says of a package, as the schema has it: what is not known is left out. */
final class RegistryJson {
    private RegistryJson() {}

    static void write(JsonGenerator out, RegistryRecord known) {
        out.writeStringProperty("existence", known.existence().id());
        if (known.existence() == Existence.EXISTS) {
            releases(out, known.releases());
            number(out, "downloads", known.downloads().count());
            if (known.downloads().count() >= 0 && known.downloads().days() > 0) {
                out.writeNumberProperty("downloadDays", known.downloads().days());
            }
            if (known.knows(Aspect.OWNERS)) {
                ReportJson.strings(out, "owners", known.owners());
            }
            if (!known.repository().isEmpty()) {
                Json.string(out, "repository", known.repository());
            }
            for (Trait trait : Trait.values()) {
                if (known.traits().containsKey(trait)) {
                    out.writeBooleanProperty(name(trait), known.is(trait));
                }
            }
            number(out, "sizeBytes", known.sizeBytes());
        }
        out.writeObjectPropertyStart("sources");
        for (Aspect aspect : Aspect.values()) {
            String source = known.sources().get(aspect);
            if (source != null) {
                Json.string(out, aspect.id(), source);
            }
        }
        out.writeEndObject();
    }

    private static String name(Trait trait) {
        return switch (trait) {
            case DEPRECATED -> "deprecated";
            case YANKED -> "yanked";
            case INSTALL_SCRIPTS -> "installScripts";
            case PROVENANCE -> "provenance";
        };
    }

    private static void releases(JsonGenerator out, Releases releases) {
        number(out, "releases", releases.count());
        time(out, "firstRelease", releases.firstMillis());
        time(out, "latestRelease", releases.latestMillis());
        number(out, "mostReleasesInDay", releases.mostInDay());
        number(out, "mostReleasesInWeek", releases.mostInWeek());
    }

    private static void number(JsonGenerator out, String name, long value) {
        if (value >= 0) {
            out.writeNumberProperty(name, value);
        }
    }

    private static void time(JsonGenerator out, String name, long millis) {
        if (millis >= 0) {
            out.writeStringProperty(name, Instant.ofEpochMilli(millis).toString());
        }
    }
}
