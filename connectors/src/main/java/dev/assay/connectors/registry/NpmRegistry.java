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
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * npm (github.com/npm/registry, docs/responses/package-metadata.md and docs/download-counts.md). The short form of a package's
 * document tells that there is one; times and maintainers are only in the full one; of what a package is compared with, its
 * latest version tells enough, which is far less.
 */
final class NpmRegistry implements Registry {
    private static final String SHORT_FORM = "application/vnd.npm.install-v1+json";
    private static final String JSON = "application/json";
    private static final int DOWNLOAD_DAYS = 30;

    /** How the version ends that npm puts in place of what it took away: 0.0.1-security, or 0.0.2-security of crossenv. */
    private static final String HELD = "-security";

    private final Endpoint registry;
    private final @Nullable Endpoint downloads;

    NpmRegistry(Endpoint registry, @Nullable Endpoint downloads) {
        this.registry = registry;
        this.downloads = downloads;
    }

    @Override
    public RegistryRecord ask(Coordinates coordinates, Detail detail, Clock clock) throws IOException {
        String name = coordinates.full();
        HttpUrl url = registry.at(name); // a scope's slash is escaped
        RegistryRecord known = switch (detail) {
            case EXISTENCE -> registry.ask(url, SHORT_FORM, "npm-short", coordinates, NpmRegistry::document, clock);
            case HISTORY, USE -> registry.ask(url, JSON, "npm-full", coordinates, NpmRegistry::document, clock);
            case COMPARISON ->
                registry.ask(registry.at(name, "latest"), JSON, "npm-latest", coordinates, NpmRegistry::latest, clock);
        };
        boolean used = detail == Detail.USE || detail == Detail.COMPARISON;
        return used && known.existence() == Existence.EXISTS ? more(known, clock) : known;
    }

    @Override
    public RegistryRecord more(RegistryRecord known, Clock clock) throws IOException {
        if (downloads == null) {
            return known;
        }
        Coordinates coordinates = known.coordinates();
        RegistryRecord use = downloads.ask(
                downloads.at("downloads", "point", "last-month", coordinates.full()),
                JSON,
                "npm-downloads",
                coordinates,
                NpmRegistry::downloads,
                clock);
        return use.existence() == Existence.EXISTS ? known.and(use) : known;
    }

    /**
     * What is read of the document of a package, short or full: which it is, its fields tell, as a mirror may send another one than was
     * asked for. The full one would have a repository if there were one; the short one never has.
     */
    private static final class Document {
        private final Json json;
        private final RecordBuilder out;
        private String name = "";
        private String latest = "";
        private long versions;
        private boolean unpublished;
        private boolean full;

        Document(Json json, RecordBuilder out) {
            this.json = json;
            this.out = out;
        }

        void field(String field, Token value) throws IOException {
            switch (field) {
                case "name" -> name = json.text(value);
                case "dist-tags" ->
                    json.object(value, (tag, version) -> {
                        if (tag.equals("latest")) {
                            latest = json.text(version);
                        }
                    });
                case "versions" ->
                    json.object(value, (version, manifest) -> {
                        versions++;
                        if (latest.isEmpty() || version.equals(latest)) {
                            version(json, out, manifest);
                        }
                    });
                case "time" -> json.object(value, this::time);
                case "modified" -> {}
                case "maintainers" -> {
                    full = true;
                    owners(json, out, value);
                }
                case "_id", "readme" -> full = true;
                case "repository" -> NpmRegistry.repository(json, out, value);
                default -> {}
            }
        }

        private void time(String version, Token value) {
            switch (version) {
                case "created", "modified" -> {} // the package's document, not a release
                case "unpublished" -> unpublished = true;
                default -> out.released(json.text(value));
            }
        }

        void end() throws MalformedException {
            MalformedException.check(name.equals(out.coordinates().full()), 0, "it is not about this package");
            out.releases(versions);
            if (full) {
                out.repositoryTold();
            }
            if (unpublished || versions == 0 || latest.startsWith("0.0.") && latest.endsWith(HELD)) {
                out.removed();
            }
        }
    }

    private static void document(Body body, RecordBuilder out) throws IOException {
        try (ByteReader reader = body.reader()) {
            Json json = new Json(reader, Endpoint.MOST_TEXT_BYTES);
            Document document = new Document(json, out);
            json.whole(document::field);
            document.end();
        }
    }

    private static void latest(Body body, RecordBuilder out) throws IOException {
        String[] name = {""};
        try (ByteReader reader = body.reader()) {
            Json json = new Json(reader, Endpoint.MOST_TEXT_BYTES);
            json.whole((field, value) -> {
                switch (field) {
                    case "name" -> name[0] = json.text(value);
                    case "maintainers" -> owners(json, out, value);
                    default -> manifest(json, out, field, value);
                }
            });
        }
        MalformedException.check(name[0].equals(out.coordinates().full()), 0, "it is not about this package");
    }

    private static void version(Json json, RecordBuilder out, Token manifest) throws IOException {
        for (Trait trait : new Trait[] {Trait.DEPRECATED, Trait.INSTALL_SCRIPTS, Trait.PROVENANCE}) {
            out.trait(trait, false);
        }
        json.object(manifest, (field, value) -> manifest(json, out, field, value));
    }

    private static void manifest(Json json, RecordBuilder out, String field, Token value) throws IOException {
        switch (field) {
            case "repository" -> repository(json, out, value); // mirrors have it here alone
            case "deprecated" ->
                out.trait(
                        Trait.DEPRECATED,
                        value == Token.TRUE
                                || value == Token.STRING && !json.text(value).isEmpty());
            case "hasInstallScript" -> out.trait(Trait.INSTALL_SCRIPTS, value == Token.TRUE);
            case "scripts" ->
                json.object(value, (script, command) -> {
                    if (script.equals("preinstall") || script.equals("install") || script.equals("postinstall")) {
                        out.trait(Trait.INSTALL_SCRIPTS, true);
                    }
                });
            case "dist" ->
                json.object(value, (part, told) -> {
                    if (part.equals("unpackedSize")) {
                        out.size(json.number(told));
                    } else if (part.equals("attestations")) {
                        out.trait(Trait.PROVENANCE, told == Token.BEGIN_OBJECT);
                    }
                });
            default -> {}
        }
    }

    private static void owners(Json json, RecordBuilder out, Token value) throws IOException {
        json.array(value, each -> {
            if (each == Token.STRING) { // old ones: name <address>
                String text = json.text(each);
                out.owner(text.substring(0, text.indexOf(' ') < 0 ? text.length() : text.indexOf(' ')));
            }
            json.object(each, (field, told) -> {
                if (field.equals("name")) {
                    out.owner(json.text(told));
                }
            });
        });
    }

    private static void repository(Json json, RecordBuilder out, Token value) throws IOException {
        out.repositoryTold();
        if (value == Token.STRING) {
            out.repository(whole(json.text(value)));
        }
        json.object(value, (field, told) -> {
            if (field.equals("url")) {
                out.repository(whole(json.text(told)));
            }
        });
    }

    /** An owner and a name stand for a repository of GitHub's (docs.npmjs.com/cli/configuring-npm/package-json#repository). */
    private static String whole(String repository) {
        int slash = repository.indexOf('/');
        boolean isShort = slash > 0 && slash == repository.lastIndexOf('/') && repository.indexOf(':') < 0;
        return isShort ? "github:" + repository : repository;
    }

    private static void downloads(Body body, RecordBuilder out) throws IOException {
        try (ByteReader reader = body.reader()) {
            Json json = new Json(reader, Endpoint.MOST_TEXT_BYTES);
            json.whole((field, value) -> {
                if (field.equals("downloads")) {
                    out.downloads(json.number(value), DOWNLOAD_DAYS);
                }
            });
        }
    }
}
