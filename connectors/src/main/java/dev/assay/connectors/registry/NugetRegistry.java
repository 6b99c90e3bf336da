package dev.assay.connectors.registry;

import dev.assay.connectors.remote.Body;
import dev.assay.connectors.remote.Json;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.fact.Dependency.Coordinates;
import dev.assay.engine.fact.RegistryRecord;
import dev.assay.engine.fact.RegistryRecord.Existence;
import dev.assay.engine.fact.RegistryRecord.Releases;
import dev.assay.engine.fact.RegistryRecord.Trait;
import dev.assay.engine.scan.Registries.Detail;
import dev.assay.engine.text.Tokens.Token;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * NuGet (learn.microsoft.com/nuget/api/registration-base-url-resource): the service's index says where registrations lie; those
 * of a package hold its versions, or name pages that do, of which the first has the oldest.
 */
final class NugetRegistry implements Registry {
    private static final String JSON = "application/json";
    private static final String RESOURCE = "RegistrationsBaseUrl";

    private final Endpoint service;

    NugetRegistry(Endpoint service) {
        this.service = service;
    }

    @Override
    public RegistryRecord ask(Coordinates coordinates, Detail detail, Clock clock) throws IOException {
        String host = service.base().host();
        List<String> registrations = service.texts(service.base(), JSON, "nuget-service", NugetRegistry::service, clock)
                .orElseThrow(() -> new UnreachableException(host + " has no index of its service"));
        HttpUrl index = below(registrations.getFirst(), coordinates);
        RegistryRecord known = service.ask(index, JSON, "nuget", coordinates, NugetRegistry::registration, clock);
        if (detail == Detail.EXISTENCE
                || known.existence() != Existence.EXISTS
                || known.releases().firstMillis() >= 0) {
            return known;
        }
        Optional<List<String>> pages = service.texts(index, JSON, "nuget-pages", NugetRegistry::pages, clock);
        if (pages.isEmpty()) {
            return known;
        }
        RegistryRecord oldest = page(pages.get().getFirst(), coordinates, clock);
        RegistryRecord newest = page(pages.get().getLast(), coordinates, clock);
        Releases latest = newest.releases();
        return new RegistryRecord(
                coordinates,
                Existence.EXISTS,
                new Releases(
                        known.releases().count(),
                        oldest.releases().firstMillis(),
                        latest.latestMillis(),
                        latest.mostInDay(),
                        latest.mostInWeek()),
                newest.downloads(),
                newest.owners(),
                newest.repository(),
                newest.traits(),
                newest.sizeBytes(),
                newest.and(known).sources());
    }

    private RegistryRecord page(String address, Coordinates coordinates, Clock clock) throws IOException {
        HttpUrl url = HttpUrl.parse(address);
        if (url == null || !isSameHost(url)) {
            throw new UnreachableException(service.base().host() + " has a package's versions on another host");
        }
        return service.ask(url, JSON, "nuget-page", coordinates, NugetRegistry::page, clock);
    }

    private HttpUrl below(String registrations, Coordinates coordinates) throws UnreachableException {
        HttpUrl base = HttpUrl.parse(registrations.endsWith("/") ? registrations : registrations + "/");
        if (base == null || !isSameHost(base)) {
            throw new UnreachableException(service.base().host() + " has its packages on another host");
        }
        return base.newBuilder()
                .addPathSegment(coordinates.name().toLowerCase(Locale.ROOT))
                .addPathSegment("index.json")
                .build();
    }

    private boolean isSameHost(HttpUrl url) {
        HttpUrl base = service.base();
        return url.scheme().equals(base.scheme()) && url.host().equals(base.host()) && url.port() == base.port();
    }

    /** Where registrations lie: of several kinds the one that stands last, which has packages of every kind. */
    private static List<String> service(Body body) throws IOException {
        String[] found = {""};
        try (ByteReader reader = body.reader()) {
            Json json = new Json(reader, Endpoint.MOST_TEXT_BYTES);
            json.whole((field, value) -> {
                if (field.equals("resources")) {
                    json.array(value, each -> {
                        String[] told = {"", ""};
                        json.object(each, (part, text) -> {
                            if (part.equals("@id")) {
                                told[0] = json.text(text);
                            } else if (part.equals("@type")) {
                                told[1] = json.text(text);
                            }
                        });
                        if (told[1].startsWith(RESOURCE)) {
                            found[0] = told[0];
                        }
                    });
                }
            });
        }
        MalformedException.check(!found[0].isEmpty(), 0, "no registrations");
        return List.of(found[0]);
    }

    private static void registration(Body body, RecordBuilder out) throws IOException {
        long[] count = {0};
        boolean[] items = {false};
        try (ByteReader reader = body.reader()) {
            Json json = new Json(reader, Endpoint.MOST_TEXT_BYTES);
            json.whole((field, value) -> {
                if (field.equals("items")) {
                    items[0] = true;
                    json.array(
                            value,
                            each -> json.object(each, (part, told) -> {
                                if (part.equals("count")) {
                                    count[0] += Math.max(json.number(told), 0);
                                } else {
                                    leaves(json, out, part, told);
                                }
                            }));
                }
            });
        }
        MalformedException.check(items[0], 0, "no registrations");
        out.releases(count[0]);
    }

    private static void page(Body body, RecordBuilder out) throws IOException {
        try (ByteReader reader = body.reader()) {
            Json json = new Json(reader, Endpoint.MOST_TEXT_BYTES);
            json.whole((field, value) -> leaves(json, out, field, value));
        }
    }

    private static void leaves(Json json, RecordBuilder out, String field, Token value) throws IOException {
        if (!field.equals("items")) {
            return;
        }
        json.array(
                value,
                each -> json.object(each, (part, entry) -> {
                    if (part.equals("catalogEntry")) {
                        out.trait(Trait.DEPRECATED, false); // the last is the latest
                        json.object(entry, (name, told) -> {
                            switch (name) {
                                case "published" -> out.released(json.text(told));
                                case "listed" -> out.trait(Trait.YANKED, told == Token.FALSE);
                                case "deprecation" -> out.trait(Trait.DEPRECATED, told == Token.BEGIN_OBJECT);
                                case "projectUrl" -> {
                                    String address = json.text(told);
                                    if (RepositoryUrl.isForge(address)) {
                                        out.repository(address);
                                    }
                                }
                                default -> {}
                            }
                        });
                    }
                }));
    }

    /** The addresses of the first and of the last page. */
    private static List<String> pages(Body body) throws IOException {
        List<String> ends = new ArrayList<>(List.of("", ""));
        try (ByteReader reader = body.reader()) {
            Json json = new Json(reader, Endpoint.MOST_TEXT_BYTES);
            json.whole((field, value) -> {
                if (field.equals("items")) {
                    json.array(
                            value,
                            each -> json.object(each, (part, told) -> {
                                if (part.equals("@id")) {
                                    ends.set(ends.getFirst().isEmpty() ? 0 : 1, json.text(told));
                                }
                            }));
                }
            });
        }
        return ends.getLast().isEmpty() ? List.of(ends.getFirst()) : ends;
    }
}
