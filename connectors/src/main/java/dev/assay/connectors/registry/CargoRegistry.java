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
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * crates.io: the sparse index (doc.rust-lang.org/cargo/reference/registry-index.html), which may be asked as often as one likes,
 * and its API (crates.io/api/openapi.json), which may be asked once a second and is so only where a name or the index
 * gives reason to.
 */
final class CargoRegistry implements Registry {
    private static final String JSON = "application/json";
    private static final int RECENT_DAYS = 90;

    /** Spellings of a name with {@code -} and {@code _}, which are one crate to the registry and several files to the index. */
    private static final int MOST_SPELLINGS = 8;

    private final Endpoint index;
    private final @Nullable Endpoint api;

    CargoRegistry(Endpoint index, @Nullable Endpoint api) {
        this.index = index;
        this.api = api;
    }

    @Override
    public RegistryRecord ask(Coordinates coordinates, Detail detail, Clock clock) throws IOException {
        if (api == null || detail == Detail.EXISTENCE || detail == Detail.HISTORY) {
            return indexed(coordinates, clock);
        }
        if (detail == Detail.COMPARISON) {
            return told(api, coordinates, clock);
        }
        RegistryRecord known = indexed(coordinates, clock);
        return known.existence() == Existence.EXISTS ? more(known, clock) : known;
    }

    @Override
    public RegistryRecord more(RegistryRecord known, Clock clock) throws IOException {
        if (api == null) {
            return known;
        }
        RegistryRecord told = told(api, known.coordinates(), clock);
        return told.existence() == Existence.EXISTS ? told.and(known) : known;
    }

    private static RegistryRecord told(Endpoint api, Coordinates coordinates, Clock clock) throws IOException {
        HttpUrl url = api.at("api", "v1", "crates", coordinates.name());
        RegistryRecord crate = api.ask(url, JSON, "cargo-crate", coordinates, CargoRegistry::crate, clock);
        if (crate.existence() != Existence.EXISTS) {
            return crate;
        }
        return crate.and(api.ask(
                url.newBuilder().addPathSegment("owners").build(),
                JSON,
                "cargo-owners",
                coordinates,
                CargoRegistry::owners,
                clock));
    }

    private RegistryRecord indexed(Coordinates coordinates, Clock clock) throws IOException {
        Iterator<String> spellings = spellings(coordinates.name()).iterator();
        RegistryRecord known;
        do {
            known = index.ask(
                    index.at(path(spellings.next())), "*/*", "cargo-index", coordinates, CargoRegistry::lines, clock);
        } while (known.existence() == Existence.ABSENT && spellings.hasNext());
        return known;
    }

    /** As it is written, then all others. */
    private static Set<String> spellings(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < lower.length(); i++) {
            if (lower.charAt(i) == '-' || lower.charAt(i) == '_') {
                places.add(i);
            }
        }
        Set<String> all = new LinkedHashSet<>();
        all.add(lower);
        all.add(lower.replace('-', '_'));
        all.add(lower.replace('_', '-'));
        for (int bits = 0; all.size() < MOST_SPELLINGS && bits < 1 << Math.min(places.size(), MOST_SPELLINGS); bits++) {
            StringBuilder spelling = new StringBuilder(lower);
            for (int i = 0; i < places.size(); i++) {
                spelling.setCharAt(places.get(i), (bits >> i & 1) == 0 ? '-' : '_');
            }
            all.add(spelling.toString());
        }
        return all;
    }

    private static String[] path(String name) {
        return switch (name.length()) {
            case 1 -> new String[] {"1", name};
            case 2 -> new String[] {"2", name};
            case 3 -> new String[] {"3", name.substring(0, 1), name};
            default -> new String[] {name.substring(0, 2), name.substring(2, 4), name};
        };
    }

    /** One JSON object a line, each a release. */
    private static void lines(Body body, RecordBuilder out) throws IOException {
        long[] counted = {0, 0};
        try (ByteReader reader = body.reader()) {
            while (hasMore(reader)) {
                Json json = new Json(reader, Endpoint.MOST_TEXT_BYTES);
                boolean[] about = {false};
                boolean[] version = {false};
                json.whole((field, value) -> {
                    switch (field) {
                        case "name" ->
                            about[0] =
                                    isSame(json.text(value), out.coordinates().name());
                        case "vers" -> version[0] = value == Token.STRING;
                        case "yanked" -> counted[1] += value == Token.TRUE ? 1 : 0;
                        case "pubtime" -> out.released(json.text(value));
                        default -> {}
                    }
                });
                MalformedException.check(about[0], reader.position(), "it is not about this package");
                MalformedException.check(version[0], reader.position(), "a release without a version");
                counted[0]++;
            }
        }
        MalformedException.check(counted[0] > 0, 0, "there is nothing in it");
        out.releases(counted[0]);
        out.trait(Trait.YANKED, counted[1] == counted[0]);
    }

    private static boolean hasMore(ByteReader reader) throws IOException {
        while (!reader.atEnd()) {
            int c = reader.array()[reader.index()];
            if (c != '\n' && c != '\r' && c != ' ') {
                return true;
            }
            reader.advance(1);
        }
        return false;
    }

    private static boolean isSame(String one, String other) {
        return one.replace('_', '-').equalsIgnoreCase(other.replace('_', '-'));
    }

    private static void crate(Body body, RecordBuilder out) throws IOException {
        boolean[] about = {false};
        String[] created = {""};
        long[] releases = {0};
        try (ByteReader reader = body.reader()) {
            Json json = new Json(reader, Endpoint.MOST_TEXT_BYTES);
            json.whole((field, value) -> {
                if (field.equals("crate")) {
                    json.object(value, (part, told) -> {
                        switch (part) {
                            case "name" ->
                                about[0] = isSame(
                                        json.text(told), out.coordinates().name());
                            case "recent_downloads" -> out.downloads(json.number(told), RECENT_DAYS);
                            case "repository" -> out.repository(json.text(told));
                            case "created_at" -> created[0] = json.text(told);
                            default -> {}
                        }
                    });
                } else if (field.equals("versions")) {
                    releases[0] = versions(json, out, value);
                }
            });
        }
        MalformedException.check(about[0], 0, "it is not about this package");
        if (releases[0] == 0) {
            out.released(created[0]); // it would count as one release more
        }
        out.repositoryTold();
    }

    /** The newest first. @return how many there are */
    private static long versions(Json json, RecordBuilder out, Token value) throws IOException {
        if (value != Token.BEGIN_ARRAY) {
            return 0; // left out, as the API does on request
        }
        long[] counted = {0};
        json.array(value, each -> {
            boolean newest = counted[0]++ == 0;
            json.object(each, (part, told) -> {
                if (part.equals("created_at")) {
                    out.released(json.text(told));
                } else if (newest && part.equals("crate_size")) {
                    out.size(json.number(told));
                } else if (newest && part.equals("trustpub_data")) {
                    out.trait(Trait.PROVENANCE, told == Token.BEGIN_OBJECT);
                }
            });
        });
        out.releases(counted[0]);
        return counted[0];
    }

    private static void owners(Body body, RecordBuilder out) throws IOException {
        try (ByteReader reader = body.reader()) {
            Json json = new Json(reader, Endpoint.MOST_TEXT_BYTES);
            json.whole((field, value) -> json.array(
                    value,
                    each -> json.object(each, (part, told) -> {
                        if (part.equals("login")) {
                            out.owner(json.text(told));
                        }
                    })));
        }
    }
}
