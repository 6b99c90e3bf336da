package dev.assay.connectors.registry;

import dev.assay.connectors.remote.Body;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Coordinates;
import dev.assay.engine.fact.RegistryRecord;
import dev.assay.engine.fact.RegistryRecord.Existence;
import dev.assay.engine.scan.Registries.Detail;
import dev.assay.engine.text.XmlTree;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * A repository of Maven (maven.apache.org/repositories/metadata.html): the list of versions, and when the first one's POM was put
 * there, by its header.
 */
final class MavenRegistry implements Registry {
    private static final int MOST_METADATA_BYTES = 4 << 20;
    private static final DateTimeFormatter UPDATED = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");

    private final Endpoint registry;

    MavenRegistry(Endpoint registry) {
        this.registry = registry;
    }

    @Override
    public RegistryRecord ask(Coordinates coordinates, Detail detail, Clock clock) throws IOException {
        String host = registry.base().host();
        Optional<List<String>> metadata = registry.texts(
                at(coordinates, "maven-metadata.xml"), "*/*", "maven-metadata", MavenRegistry::metadata, clock);
        if (metadata.isEmpty()) {
            return RegistryRecord.without(coordinates, Existence.ABSENT, host);
        }
        RecordBuilder out = new RecordBuilder(coordinates, host);
        String first = metadata.get().get(2);
        out.allReleases(Long.parseLong(metadata.get().getFirst()));
        updated(metadata.get().get(1), out);
        if (detail != Detail.EXISTENCE && !first.isEmpty()) {
            Optional<List<String>> pom = registry.texts(
                    at(coordinates, first, coordinates.name() + "-" + first + ".pom"),
                    "*/*",
                    "maven-pom-date",
                    body -> List.of(modified(body.header("Last-Modified"))),
                    clock);
            pom.ifPresent(date -> out.released(date.getFirst()));
        }
        return out.build();
    }

    private HttpUrl at(Coordinates coordinates, String... rest) {
        List<String> all = new ArrayList<>(List.of(coordinates.namespace().split("\\.", -1)));
        all.add(coordinates.name());
        all.addAll(List.of(rest));
        return registry.at(all.toArray(String[]::new));
    }

    /** How many versions there are, when it was last updated, and the first version. */
    private static List<String> metadata(Body body) throws IOException {
        XmlTree.Element root = body.xml(MOST_METADATA_BYTES);
        XmlTree.Element versioning = root.child("versioning");
        MalformedException.check(root.name().equals("metadata") && versioning != null, 0, "no metadata of versions");
        XmlTree.Element versions = versioning == null ? null : versioning.child("versions");
        List<XmlTree.Element> all = versions == null ? List.of() : versions.children("version");
        String updated = versioning == null ? "" : versioning.text("lastUpdated");
        String first = all.isEmpty() ? "" : all.getFirst().text();
        return List.of(Integer.toString(all.size()), updated, first.indexOf('\n') < 0 ? first : "");
    }

    private static void updated(String updated, RecordBuilder out) {
        try {
            out.updated(LocalDateTime.parse(updated, UPDATED)
                    .toInstant(ZoneOffset.UTC)
                    .toEpochMilli());
        } catch (DateTimeException e) {
            return; // it may be left out
        }
    }

    private static String modified(@Nullable String header) {
        try {
            return header == null
                    ? ""
                    : ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant()
                            .toString();
        } catch (DateTimeException e) {
            return "";
        }
    }
}
