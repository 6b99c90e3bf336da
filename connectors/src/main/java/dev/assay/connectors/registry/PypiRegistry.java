package dev.assay.connectors.registry;

import dev.assay.connectors.remote.Body;
import dev.assay.connectors.remote.Json;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Coordinates;
import dev.assay.engine.fact.RegistryRecord;
import dev.assay.engine.fact.RegistryRecord.Aspect;
import dev.assay.engine.fact.RegistryRecord.Existence;
import dev.assay.engine.fact.RegistryRecord.Trait;
import dev.assay.engine.scan.Registries.Detail;
import dev.assay.engine.text.Tokens.Token;
import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * PyPI: the simple index as JSON (PEP 691, 700, 740 for provenance, 792 for a project's status) and the project's document
 * (docs.pypi.org/api/json), which alone has its owners. Neither counts downloads.
 */
final class PypiRegistry implements Registry {
    private static final String SIMPLE = "application/vnd.pypi.simple.v1+json";
    private static final String JSON = "application/json";
    private static final int DOWNLOAD_DAYS = 30;

    /** Releases that are told apart; more are not counted. */
    private static final int MOST_RELEASES = 100_000;

    private final Endpoint registry;
    private final @Nullable Endpoint downloads;

    PypiRegistry(Endpoint registry, @Nullable Endpoint downloads) {
        this.registry = registry;
        this.downloads = downloads;
    }

    @Override
    public RegistryRecord ask(Coordinates coordinates, Detail detail, Clock clock) throws IOException {
        if (detail == Detail.EXISTENCE) {
            return simple(coordinates, clock);
        }
        RegistryRecord known = registry.ask(
                registry.at("pypi", coordinates.name(), "json"),
                JSON,
                "pypi-project",
                coordinates,
                PypiRegistry::project,
                clock);
        if (known.existence() != Existence.EXISTS) {
            return known;
        }
        if (detail == Detail.USE || !known.knows(Aspect.DATES)) {
            RegistryRecord index = simple(coordinates, clock);
            known = index.existence() == Existence.REMOVED ? index.and(known) : known.and(index);
        }
        return detail == Detail.HISTORY ? known : used(known, clock);
    }

    @Override
    public RegistryRecord more(RegistryRecord known, Clock clock) throws IOException {
        return used(known, clock); // of the index there is no more that would matter
    }

    private RegistryRecord used(RegistryRecord known, Clock clock) throws IOException {
        if (downloads == null) {
            return known;
        }
        Coordinates coordinates = known.coordinates();
        RegistryRecord use = downloads.ask(
                downloads.at("api", "packages", coordinates.name(), "recent"),
                JSON,
                "pypi-downloads",
                coordinates,
                PypiRegistry::downloads,
                clock);
        return use.existence() == Existence.EXISTS ? known.and(use) : known;
    }

    private RegistryRecord simple(Coordinates coordinates, Clock clock) throws IOException {
        return registry.ask(
                registry.at("simple", coordinates.name(), ""),
                SIMPLE,
                "pypi-simple",
                coordinates,
                PypiRegistry::index,
                clock);
    }

    private static void index(Body body, RecordBuilder out) throws IOException {
        try (ByteReader reader = body.reader()) {
            Json json = new Json(reader, Endpoint.MOST_TEXT_BYTES);
            Index index = new Index(json, out);
            json.whole(index::field);
            index.end();
        }
    }

    /** What the simple index has of a project: a list of files, and its versions. */
    private static final class Index {
        private final Json json;
        private final RecordBuilder out;
        private String name = "";
        private long versions = -1;
        private long files = -1; // while it does not say
        private long yanked;
        private boolean provenance;

        Index(Json json, RecordBuilder out) {
            this.json = json;
            this.out = out;
        }

        void field(String field, Token value) throws IOException {
            switch (field) {
                case "name" -> name = json.text(value);
                case "versions" -> {
                    versions = 0;
                    json.array(value, each -> versions++);
                }
                case "files" -> {
                    files = 0;
                    json.array(value, each -> {
                        files++;
                        json.object(each, this::file);
                    });
                }
                case "project-status" ->
                    json.object(value, (part, told) -> {
                        if (part.equals("status")) {
                            status(json.text(told));
                        }
                    });
                default -> {}
            }
        }

        private void file(String part, Token told) {
            switch (part) {
                case "upload-time" -> out.released(json.text(told));
                case "yanked" -> yanked += told == Token.TRUE || told == Token.STRING ? 1 : 0;
                case "provenance" ->
                    provenance = told == Token.STRING; // of the last file, which is of the latest release
                default -> {}
            }
        }

        private void status(String status) {
            if (status.equals("quarantined")) {
                out.removed();
            }
            out.trait(Trait.DEPRECATED, status.equals("archived") || status.equals("deprecated"));
        }

        void end() throws MalformedException {
            MalformedException.check(normal(name).equals(out.coordinates().name()), 0, "it is not about this package");
            if (versions >= 0) {
                out.releases(versions);
            }
            if (files == 0) {
                out.removed();
            } else if (files > 0) {
                out.trait(Trait.YANKED, yanked == files);
                out.trait(Trait.PROVENANCE, provenance);
            }
        }
    }

    private static void project(Body body, RecordBuilder out) throws IOException {
        try (ByteReader reader = body.reader()) {
            Json json = new Json(reader, Endpoint.MOST_TEXT_BYTES);
            Project project = new Project(json, out);
            json.whole(project::field);
            project.end();
        }
    }

    /** What a project's document has. */
    private static final class Project {
        private final Json json;
        private final RecordBuilder out;
        private String name = "";
        private String home = "";
        private long files;
        private boolean wheel;

        Project(Json json, RecordBuilder out) {
            this.json = json;
            this.out = out;
        }

        void field(String field, Token value) throws IOException {
            switch (field) {
                case "info" -> json.object(value, this::info);
                case "ownership" -> json.object(value, this::ownership);
                case "releases" -> releases(value);
                case "urls" ->
                    json.array(value, each -> {
                        files++;
                        json.object(each, this::file);
                    });
                default -> {}
            }
        }

        private void info(String field, Token value) throws IOException {
            switch (field) {
                case "name" -> name = json.text(value);
                case "home_page" -> home = json.text(value);
                case "yanked" -> out.trait(Trait.YANKED, value == Token.TRUE);
                case "project_urls" -> json.object(value, (label, address) -> address(label, json.text(address)));
                default -> {}
            }
        }

        private void address(String label, String address) {
            String kind = label.toLowerCase(Locale.ROOT);
            if (kind.startsWith("source") || kind.startsWith("repo") || kind.equals("code") || kind.equals("github")) {
                out.repository(address);
            } else if (home.isEmpty() || RepositoryUrl.isForge(address) && !RepositoryUrl.isForge(home)) {
                home = address;
            }
        }

        private void ownership(String field, Token value) throws IOException {
            if (field.equals("organization")) {
                String organization = json.text(value);
                if (!organization.isEmpty()) {
                    out.owner(organization);
                }
            }
            json.array(
                    value,
                    each -> json.object(each, (part, told) -> {
                        if (part.equals("user")) {
                            out.owner(json.text(told));
                        }
                    }));
        }

        private void releases(Token value) throws IOException {
            long[] count = {0};
            Set<String> times = new HashSet<>();
            json.object(value, (version, all) -> {
                String[] first = {""};
                json.array(
                        all,
                        each -> json.object(each, (part, told) -> {
                            if (part.equals("upload_time_iso_8601") && first[0].isEmpty()) {
                                first[0] = json.text(told); // the files of one release come together
                            }
                        }));
                count[0]++;
                if (times.size() < MOST_RELEASES && times.add(first[0])) {
                    out.released(first[0]);
                }
            });
            out.releases(count[0]);
        }

        private void file(String field, Token value) {
            if (field.equals("packagetype")) {
                wheel |= json.text(value).equals("bdist_wheel");
            } else if (field.equals("size")) {
                out.size(json.number(value));
            }
        }

        void end() throws MalformedException {
            MalformedException.check(normal(name).equals(out.coordinates().name()), 0, "it is not about this package");
            if (RepositoryUrl.isForge(home)) {
                out.repository(home);
            }
            out.repositoryTold();
            if (files > 0) {
                out.trait(Trait.INSTALL_SCRIPTS, !wheel); // what is no wheel is built by a program that it brings along
            }
        }
    }

    private static void downloads(Body body, RecordBuilder out) throws IOException {
        try (ByteReader reader = body.reader()) {
            Json json = new Json(reader, Endpoint.MOST_TEXT_BYTES);
            json.whole((field, value) -> json.object(value, (span, count) -> {
                if (field.equals("data") && span.equals("last_month")) {
                    out.downloads(json.number(count), DOWNLOAD_DAYS);
                }
            }));
        }
    }

    /** As PEP 503 has it. */
    private static String normal(String name) {
        StringBuilder out = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '-' && c != '_' && c != '.') {
                out.append(Character.toLowerCase(c));
            } else if (out.isEmpty() || out.charAt(out.length() - 1) != '-') {
                out.append('-');
            }
        }
        return out.toString();
    }
}
