package dev.assay.connectors.registry;

import dev.assay.connectors.remote.Body;
import dev.assay.connectors.remote.Json;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Coordinates;
import dev.assay.engine.fact.RegistryRecord;
import dev.assay.engine.fact.RegistryRecord.Existence;
import dev.assay.engine.fact.RegistryRecord.Trait;
import dev.assay.engine.scan.Registries.Detail;
import dev.assay.engine.text.Tokens.Token;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Packagist (packagist.org/apidoc): the versions that are tagged, the latest first, each with what differs from the one before;
 * maintainers and downloads from its API, where a name or the versions give reason to.
 */
final class ComposerRegistry implements Registry {
    private static final String JSON = "application/json";
    private static final int MONTH_DAYS = 30;

    private final Endpoint registry;
    private final @Nullable Endpoint api;

    ComposerRegistry(Endpoint registry, @Nullable Endpoint api) {
        this.registry = registry;
        this.api = api;
    }

    @Override
    public RegistryRecord ask(Coordinates coordinates, Detail detail, Clock clock) throws IOException {
        RegistryRecord known = registry.ask(
                registry.at("p2", coordinates.namespace(), coordinates.name() + ".json"),
                JSON,
                "composer",
                coordinates,
                ComposerRegistry::versions,
                clock);
        boolean used = detail == Detail.USE || detail == Detail.COMPARISON;
        return used && known.existence() == Existence.EXISTS ? more(known, clock) : known;
    }

    @Override
    public RegistryRecord more(RegistryRecord known, Clock clock) throws IOException {
        if (api == null) {
            return known;
        }
        Coordinates coordinates = known.coordinates();
        RegistryRecord use = api.ask(
                api.at("packages", coordinates.namespace(), coordinates.name() + ".json"),
                JSON,
                "composer-api",
                coordinates,
                ComposerRegistry::about,
                clock);
        return use.existence() == Existence.EXISTS ? known.and(use) : known;
    }

    private static void versions(Body body, RecordBuilder out) throws IOException {
        long[] count = {-1};
        try (ByteReader reader = body.reader()) {
            Json json = new Json(reader, Endpoint.MOST_TEXT_BYTES);
            json.whole((field, value) -> {
                if (field.equals("packages")) {
                    json.object(value, (name, all) -> {
                        if (name.equalsIgnoreCase(out.coordinates().full())) {
                            count[0] = 0;
                            // an array in Composer's second format, an object by version in its first
                            json.array(all, each -> version(json, out, each, count[0]++ == 0));
                            json.object(all, (number, each) -> version(json, out, each, count[0]++ == 0));
                        }
                    });
                }
            });
        }
        MalformedException.check(count[0] >= 0, 0, "it is not about this package");
        out.allReleases(count[0]);
        out.repositoryTold();
    }

    private static void version(Json json, RecordBuilder out, Token version, boolean latest) throws IOException {
        if (latest) {
            out.trait(Trait.DEPRECATED, false);
        }
        json.object(version, (part, told) -> {
            switch (part) {
                case "time" -> out.released(json.text(told));
                case "abandoned" -> {
                    if (latest) {
                        out.trait(Trait.DEPRECATED, told == Token.TRUE || told == Token.STRING);
                    }
                }
                case "source" ->
                    json.object(told, (name, address) -> {
                        if (name.equals("url")) {
                            out.repository(json.text(address));
                        }
                    });
                default -> {}
            }
        });
    }

    private static void about(Body body, RecordBuilder out) throws IOException {
        boolean[] about = {false};
        try (ByteReader reader = body.reader()) {
            Json json = new Json(reader, Endpoint.MOST_TEXT_BYTES);
            json.whole((field, value) -> {
                if (!field.equals("package")) {
                    return;
                }
                json.object(value, (part, told) -> {
                    switch (part) {
                        case "name" ->
                            about[0] = json.text(told)
                                    .equalsIgnoreCase(out.coordinates().full());
                        case "maintainers" ->
                            json.array(
                                    told,
                                    each -> json.object(each, (name, text) -> {
                                        if (name.equals("name")) {
                                            out.owner(json.text(text));
                                        }
                                    }));
                        case "downloads" ->
                            json.object(told, (span, count) -> {
                                if (span.equals("monthly")) {
                                    out.downloads(json.number(count), MONTH_DAYS);
                                }
                            });
                        default -> {}
                    }
                });
            });
        }
        MalformedException.check(about[0], 0, "it is not about this package");
    }
}
