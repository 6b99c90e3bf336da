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
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * NuGet (learn.microsoft.com/nuget/api/registration-base-url-resource): the service's index says where registrations lie; those
 * of a package hold its versions, or name pages that do, of which the first has the oldest.
 */
final class NugetRegistry implements Registry {
    private static final String JSON = "application/json";
    private static final String RESOURCE = "RegistrationsBaseUrl";

    private final Endpoint service;
    private final Shared<HttpUrl, HttpUrl> asking = new Shared<>();

    /** Once the service has said it; who comes while it is asked waits for that. */
    private volatile @Nullable HttpUrl registrations;

    NugetRegistry(Endpoint service) {
        this.service = service;
    }

    @Override
    public RegistryRecord ask(Coordinates coordinates, Detail detail, Clock clock) throws IOException {
        HttpUrl index = registrations(clock)
                .newBuilder()
                .addPathSegment(coordinates.name().toLowerCase(Locale.ROOT))
                .addPathSegment("index.json")
                .build();
        RegistryRecord known = service.ask(index, JSON, "nuget", coordinates, NugetRegistry::registration, clock);
        if (detail == Detail.EXISTENCE
                || known.existence() != Existence.EXISTS
                || known.releases().firstMillis() >= 0) {
            return known;
        }
        Optional<List<String>> pages = service.texts(index, JSON, "nuget-pages", NugetRegistry::pages, clock);
        if (pages.isEmpty() || pages.get().getFirst().isEmpty()) {
            return known; // all of it was there, without a date, as what is not listed has none
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
                traits(oldest, newest),
                newest.sizeBytes(),
                newest.and(known).sources());
    }

    /** Taken back is what has no version listed. */
    private static Map<Trait, Boolean> traits(RegistryRecord oldest, RegistryRecord newest) {
        Map<Trait, Boolean> traits = new EnumMap<>(Trait.class);
        traits.putAll(newest.traits());
        traits.computeIfPresent(Trait.YANKED, (trait, is) -> is && oldest.is(trait));
        return traits;
    }

    private RegistryRecord page(String address, Coordinates coordinates, Clock clock) throws IOException {
        HttpUrl url = HttpUrl.parse(address);
        if (url == null || !isSameHost(url)) {
            throw new UnreachableException(service.base().host() + " has a package's versions on another host");
        }
        return service.ask(url, JSON, "nuget-page", coordinates, NugetRegistry::page, clock);
    }

    private HttpUrl registrations(Clock clock) throws IOException {
        HttpUrl known = registrations;
        if (known == null) {
            known = asking.answer(service.base(), clock, () -> located(clock));
            registrations = known;
        }
        return known;
    }

    /** Where registrations lie, without an end to their path, as the service says. */
    private HttpUrl located(Clock clock) throws IOException {
        String host = service.base().host();
        String said = service.texts(service.base(), JSON, "nuget-service", NugetRegistry::service, clock)
                .orElseThrow(() -> new UnreachableException(host + " has no index of its service"))
                .getFirst();
        HttpUrl base = HttpUrl.parse(said.endsWith("/") ? said.substring(0, said.length() - 1) : said);
        if (base == null || !isSameHost(base)) {
            throw new UnreachableException(host + " has its packages on another host");
        }
        return base;
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
            Leaves leaves = new Leaves(json, out);
            json.whole((field, value) -> {
                if (field.equals("items")) {
                    items[0] = true;
                    json.array(
                            value,
                            each -> json.object(each, (part, told) -> {
                                if (part.equals("count")) {
                                    count[0] += Math.max(json.number(told), 0);
                                } else {
                                    leaves.field(part, told);
                                }
                            }));
                }
            });
            leaves.end();
        }
        MalformedException.check(items[0], 0, "no registrations");
        out.allReleases(count[0]);
    }

    private static void page(Body body, RecordBuilder out) throws IOException {
        try (ByteReader reader = body.reader()) {
            Json json = new Json(reader, Endpoint.MOST_TEXT_BYTES);
            Leaves leaves = new Leaves(json, out);
            json.whole(leaves::field);
            leaves.end();
        }
    }

    /**
     * The versions of a page, the latest last. One that is not listed stays there with a date of 1900: often a pre-release that
     * nobody is to find, which says nothing of the package.
     */
    private static final class Leaves {
        private final Json json;
        private final RecordBuilder out;
        private boolean any;
        private boolean anyListed;
        private boolean deprecated;

        Leaves(Json json, RecordBuilder out) {
            this.json = json;
            this.out = out;
        }

        void field(String field, Token value) throws IOException {
            if (field.equals("items")) {
                json.array(
                        value,
                        each -> json.object(each, (part, entry) -> {
                            if (part.equals("catalogEntry")) {
                                version(entry);
                            }
                        }));
            }
        }

        private void version(Token entry) throws IOException {
            boolean[] listed = {true};
            boolean[] isDeprecated = {false};
            json.object(entry, (name, told) -> {
                switch (name) {
                    case "published" -> out.released(json.text(told));
                    case "listed" -> listed[0] = told != Token.FALSE;
                    case "deprecation" -> isDeprecated[0] = told == Token.BEGIN_OBJECT;
                    case "projectUrl" -> {
                        String address = json.text(told);
                        if (RepositoryUrl.isForge(address)) {
                            out.repository(address);
                        }
                    }
                    default -> {}
                }
            });
            if (listed[0] || !anyListed) {
                deprecated = isDeprecated[0];
            }
            any = true;
            anyListed |= listed[0];
        }

        void end() {
            if (any) {
                out.trait(Trait.YANKED, !anyListed);
                out.trait(Trait.DEPRECATED, deprecated);
            }
        }
    }

    /** The addresses of the first and of the last page, or an empty one if they are here already. */
    private static List<String> pages(Body body) throws IOException {
        List<String> ends = new ArrayList<>(List.of("", ""));
        try (ByteReader reader = body.reader()) {
            Json json = new Json(reader, Endpoint.MOST_TEXT_BYTES);
            json.whole((field, value) -> {
                if (field.equals("items")) {
                    json.array(value, each -> {
                        String[] address = {""};
                        boolean[] isHere = {false};
                        json.object(each, (part, told) -> {
                            isHere[0] |= part.equals("items");
                            address[0] = part.equals("@id") ? json.text(told) : address[0];
                        });
                        if (!isHere[0] && !address[0].isEmpty()) {
                            ends.set(ends.getFirst().isEmpty() ? 0 : 1, address[0]);
                        }
                    });
                }
            });
        }
        return ends.getLast().isEmpty() ? List.of(ends.getFirst()) : ends;
    }
}
