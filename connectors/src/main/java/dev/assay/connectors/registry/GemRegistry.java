package dev.assay.connectors.registry;

import dev.assay.connectors.remote.Body;
import dev.assay.connectors.remote.Json;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Coordinates;
import dev.assay.engine.fact.RegistryRecord;
import dev.assay.engine.fact.RegistryRecord.Existence;
import dev.assay.engine.scan.Registries.Detail;
import java.io.IOException;

/** RubyGems (guides.rubygems.org/rubygems-org-api): versions with their times; more where a name or these give reason to. */
final class GemRegistry implements Registry {
    private static final String JSON = "application/json";

    private final Endpoint registry;

    GemRegistry(Endpoint registry) {
        this.registry = registry;
    }

    @Override
    public RegistryRecord ask(Coordinates coordinates, Detail detail, Clock clock) throws IOException {
        RegistryRecord known = registry.ask(
                registry.at("api", "v1", "versions", coordinates.name() + ".json"),
                JSON,
                "gem-versions",
                coordinates,
                GemRegistry::versions,
                clock);
        boolean used = detail == Detail.USE || detail == Detail.COMPARISON;
        return used && known.existence() == Existence.EXISTS ? more(known, clock) : known;
    }

    @Override
    public RegistryRecord more(RegistryRecord versions, Clock clock) throws IOException {
        Coordinates coordinates = versions.coordinates();
        RegistryRecord gem = registry.ask(
                registry.at("api", "v1", "gems", coordinates.name() + ".json"),
                JSON,
                "gem",
                coordinates,
                GemRegistry::gem,
                clock);
        RegistryRecord owners = registry.ask(
                registry.at("api", "v1", "gems", coordinates.name(), "owners.json"),
                JSON,
                "gem-owners",
                coordinates,
                GemRegistry::owners,
                clock);
        RegistryRecord known = gem.existence() == Existence.EXISTS ? versions.and(gem) : versions;
        return owners.existence() == Existence.EXISTS ? known.and(owners) : known;
    }

    private static void versions(Body body, RecordBuilder out) throws IOException {
        long[] count = {0};
        try (ByteReader reader = body.reader()) {
            Json json = new Json(reader, Endpoint.MOST_TEXT_BYTES);
            json.wholeArray(each -> {
                count[0]++;
                json.object(each, (field, value) -> {
                    if (field.equals("created_at")) {
                        out.released(json.text(value));
                    }
                });
            });
        }
        out.allReleases(count[0]);
    }

    private static void gem(Body body, RecordBuilder out) throws IOException {
        boolean[] about = {false};
        String[] home = {""};
        try (ByteReader reader = body.reader()) {
            Json json = new Json(reader, Endpoint.MOST_TEXT_BYTES);
            json.whole((field, value) -> {
                switch (field) {
                    case "name" ->
                        about[0] = json.text(value).equals(out.coordinates().name());
                    case "downloads" -> out.downloads(json.number(value), 0);
                    case "source_code_uri" -> out.repository(json.text(value));
                    case "homepage_uri" -> home[0] = json.text(value);
                    default -> {}
                }
            });
        }
        MalformedException.check(about[0], 0, "it is not about this package");
        if (RepositoryUrl.isForge(home[0])) {
            out.repository(home[0]);
        }
        out.repositoryTold();
    }

    private static void owners(Body body, RecordBuilder out) throws IOException {
        try (ByteReader reader = body.reader()) {
            Json json = new Json(reader, Endpoint.MOST_TEXT_BYTES);
            json.wholeArray(each -> json.object(each, (field, value) -> {
                if (field.equals("handle")) {
                    out.owner(json.text(value));
                }
            }));
        }
    }
}
