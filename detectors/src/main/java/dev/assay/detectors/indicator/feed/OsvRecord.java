package dev.assay.detectors.indicator.feed;

import dev.assay.detectors.indicator.Affected;
import dev.assay.detectors.indicator.Affected.Bounds;
import dev.assay.detectors.indicator.Ecosystems;
import dev.assay.detectors.indicator.Ecosystems.Ecosystem;
import dev.assay.detectors.indicator.Indicator;
import dev.assay.detectors.indicator.Repository;
import dev.assay.detectors.indicator.version.Version;
import dev.assay.detectors.indicator.version.VersionScheme;
import dev.assay.engine.report.Severity;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Printable;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An advisory in the format of OSV (ossf.github.io/osv-schema, 1.7). Withdrawn ones say nothing. What was made to do harm is told by the id
 * ({@code MAL-}), by an alias of that kind, or by its weakness (CWE-506, embedded malicious code).
 */
final class OsvRecord {
    private static final int LONGEST_ID = 128;
    private static final int LONGEST_NAME = 1_024;
    private static final int LONGEST_SUMMARY = 160;
    private static final int MOST_SHOWN = 60;
    private static final String MALICIOUS = "MAL-";
    private static final String MALICIOUS_CODE = "CWE-506";

    private final Ecosystems ecosystems;
    private final Mapping record;
    private final String id;
    private final FeedSink out;

    private OsvRecord(Ecosystems ecosystems, Mapping record, String id, FeedSink out) {
        this.ecosystems = ecosystems;
        this.record = record;
        this.id = id;
        this.out = out;
    }

    /** Whether an object looks like one. */
    static boolean is(Mapping object) {
        return object.get("id") != null && (object.get("affected") != null || object.get("modified") != null);
    }

    /** @param now a day after which it is not withdrawn yet */
    static void read(Mapping record, Ecosystems ecosystems, Instant now, String place, FeedSink out) {
        String id = record.text("id");
        if (id == null || id.isBlank()) {
            out.problem(place, "an advisory without an id");
            return;
        }
        if (record.get("withdrawn") instanceof Scalar date && date.isQuoted() && FeedDate.hasBeen(date.text(), now)) {
            out.passedOver(FeedSink.WITHDRAWN);
            return;
        }
        new OsvRecord(ecosystems, record, Parts.first(id.strip(), LONGEST_ID), out).affected(place);
    }

    private void affected(String place) {
        List<String> aliases = texts(record, "aliases").stream()
                .limit(Indicator.MOST_ALIASES)
                .map(alias -> Parts.first(alias, LONGEST_ID))
                .toList();
        List<Tree> all = record.items("affected");
        if (all.isEmpty()) {
            out.passedOver(FeedSink.NO_PACKAGE);
        }
        for (Tree each : all) {
            if (!(each instanceof Mapping affected)) {
                out.problem(place, id + ": what is affected is no object");
                continue;
            }
            Indicator.Kind kind = kind(affected, aliases);
            Mapping named = affected.mapping("package");
            boolean ofPackage = named.text("name") != null || named.text("ecosystem") != null;
            if (ofPackage) {
                ofPackage(affected, kind, aliases, place);
            }
            boolean ofRepository = repositories(affected, kind, aliases);
            if (!ofPackage && !ofRepository) {
                out.passedOver(FeedSink.NO_PACKAGE);
            }
        }
    }

    private void ofPackage(Mapping affected, Indicator.Kind kind, List<String> aliases, String place) {
        Mapping named = affected.mapping("package");
        String name = named.text("name");
        String ecosystem = named.text("ecosystem");
        if (ecosystem == null || ecosystem.isBlank()) {
            out.problem(place, id + ": a package without an ecosystem");
            return;
        }
        Optional<Ecosystem> known = ecosystems.ofName(ecosystem);
        if (known.isPresent()) {
            if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
                out.problem(place, id + ": a package without a name that one can have");
                return;
            }
            // a star is a wildcard in feeds of the user only: no registry has one in a name
            out.add(
                    known.get(),
                    name.strip().replace('*', '?'),
                    indicator(affected, kind, aliases, known.get(), place));
        } else if (ecosystems.isElsewhere(ecosystem)) {
            out.passedOver("of "
                    + Parts.of(Parts.first(ecosystem.strip(), LONGEST_ID), ':').getFirst());
        } else {
            out.problem(place, id + ": no ecosystem is called '" + Printable.of(ecosystem, MOST_SHOWN) + "'");
        }
    }

    private Indicator.Kind kind(Mapping affected, List<String> aliases) {
        boolean malicious = id.startsWith(MALICIOUS)
                || aliases.stream().anyMatch(alias -> alias.startsWith(MALICIOUS))
                || texts(record.mapping("database_specific"), "cwe_ids").contains(MALICIOUS_CODE)
                || affected.mapping("database_specific").items("cwes").stream()
                        .anyMatch(cwe -> cwe instanceof Mapping map && MALICIOUS_CODE.equals(map.text("cweId")));
        return malicious ? Indicator.Kind.MALICIOUS : Indicator.Kind.VULNERABLE;
    }

    private Indicator indicator(
            Mapping affected, Indicator.Kind kind, List<String> aliases, Ecosystem ecosystem, String place) {
        String written = String.valueOf(affected.mapping("package").text("ecosystem"));
        int colon = written.indexOf(':');
        List<Bounds> ranges = new ArrayList<>();
        for (Tree each : affected.items("ranges")) {
            if (each instanceof Mapping range && !"GIT".equals(range.text("type"))) {
                check(range, ecosystem.scheme(), place);
                ranges.addAll(bounds(range, ecosystem.scheme()));
            }
        }
        List<String> versions = texts(affected, "versions").stream()
                .map(ecosystem::canonicalVersion)
                .toList();
        boolean isOpen =
                versions.isEmpty() && ranges.isEmpty(); // where commits are told, only the history knows of versions
        boolean saysNothing = isOpen && affected.items("ranges").isEmpty();
        return new Indicator(
                id,
                aliases,
                kind,
                kind == Indicator.Kind.MALICIOUS ? Severity.CRITICAL : severity(affected),
                Parts.first(
                        String.valueOf(record.get("summary") instanceof Scalar text ? text.text() : ""),
                        LONGEST_SUMMARY),
                Indicator.OSV + id,
                colon < 0 ? "" : Parts.first(written.substring(colon + 1), LONGEST_ID),
                saysNothing ? Affected.ALL : new Affected(versions, List.of(), ranges, List.of(), isOpen));
    }

    /**
     * The database's own word, as GitHub has it, which is somebody's judgement; else what the newest vector of CVSS comes to, of this package
     * before that of the whole. Advisories with neither are of medium severity.
     */
    private Severity severity(Mapping affected) {
        String word = record.mapping("database_specific").text("severity");
        if (word == null) {
            word = affected.mapping("ecosystem_specific").text("severity");
        }
        return switch (word == null ? "" : word.toUpperCase(Locale.ROOT)) {
            case "LOW", "NEGLIGIBLE" -> Severity.LOW;
            case "MODERATE", "MEDIUM" -> Severity.MEDIUM;
            case "HIGH" -> Severity.HIGH;
            case "CRITICAL" -> Severity.CRITICAL;
            default -> computed(affected).or(() -> computed(record)).orElse(Severity.MEDIUM);
        };
    }

    private static Optional<Severity> computed(Mapping scored) {
        for (String type : List.of("CVSS_V4", "CVSS_V3", "CVSS_V2")) {
            for (Tree each : scored.items("severity")) {
                if (each instanceof Mapping severity
                        && type.equals(severity.text("type"))
                        && severity.get("score") instanceof Scalar score) {
                    Optional<Severity> computed = Cvss.severity(score.text());
                    if (computed.isPresent()) {
                        return computed;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private record Event(String kind, String version) {
        /** Whether it is before every version. */
        boolean isFirst() {
            return version.equals("0");
        }
    }

    /**
     * From each introduction to what ends it, in the order of their versions; in that in which they are written where one of them is no
     * version, as there is no order then.
     */
    private static List<Bounds> bounds(Mapping range, VersionScheme scheme) {
        List<Event> events = events(range);
        if (events.stream().allMatch(each -> each.isFirst() || scheme.parse(each.version()) != null)) {
            events.sort((one, other) -> compare(one, other, scheme));
        }
        List<Bounds> all = new ArrayList<>();
        String low = null;
        for (Event event : events) {
            String version = event.version();
            switch (event.kind()) {
                case "introduced" -> low = low == null ? version.equals("0") ? "" : version : low;
                case "fixed", "limit" -> {
                    if (low != null) {
                        all.add(new Bounds(low, true, version, false));
                        low = null;
                    }
                }
                case "last_affected" -> {
                    if (low != null) {
                        all.add(new Bounds(low, true, version, true));
                        low = null;
                    }
                }
                default -> {}
            }
        }
        if (low != null) {
            all.add(new Bounds(low, true, "", true));
        }
        return all;
    }

    /**
     * Tells of a bound that is no version. Only ranges of the type {@code SEMVER} have to have versions of one grammar; others have what a registry
     * once took, and a package that would be compared with that is a gap.
     */
    private void check(Mapping range, VersionScheme scheme, String place) {
        if ("SEMVER".equals(range.text("type"))) {
            for (Event event : events(range)) {
                if (!event.isFirst()
                        && scheme.parse(event.version()) == null
                        && VersionScheme.SEMVER.parse(event.version()) == null) {
                    out.problem(
                            place,
                            id + ": " + Printable.of(event.kind(), MOST_SHOWN) + ": '"
                                    + Printable.of(event.version(), MOST_SHOWN) + "' is no version");
                    return;
                }
            }
        }
    }

    private static int compare(Event one, Event other, VersionScheme scheme) {
        Version left = one.isFirst() ? null : scheme.parse(one.version());
        Version right = other.isFirst() ? null : scheme.parse(other.version());
        if (left == null || right == null) {
            return Boolean.compare(left != null, right != null);
        }
        return left.compareTo(right);
    }

    private static List<Event> events(Mapping range) {
        List<Event> events = new ArrayList<>();
        for (Tree each : range.items("events")) {
            if (each instanceof Mapping event) {
                for (Tree.Entry entry : event.entries()) {
                    if (entry.value() instanceof Scalar version
                            && !version.text().equals("*")) {
                        events.add(new Event(entry.key(), Parts.first(version.text(), VersionScheme.LONGEST)));
                    }
                }
            }
        }
        return events;
    }

    /** Commits of a repository: those that are named are known, of the others only the history would tell, unless all are since the first one. A limit is not affected itself. Returns whether there are any. */
    private boolean repositories(Mapping affected, Indicator.Kind kind, List<String> aliases) {
        Ecosystem git = ecosystems.ofType("git").orElseThrow();
        boolean any = false;
        for (Tree each : affected.items("ranges")) {
            if (!(each instanceof Mapping range) || !"GIT".equals(range.text("type")) || range.text("repo") == null) {
                continue;
            }
            any = true;
            List<String> bad = new ArrayList<>(texts(affected, "versions"));
            List<String> good = new ArrayList<>();
            boolean isFromFirst = false;
            boolean isEnded = false;
            for (Event event : events(range)) {
                String version = git.canonicalVersion(event.version());
                isEnded |= !event.kind().equals("introduced");
                if (event.kind().equals("fixed") || event.kind().equals("limit")) {
                    good.add(version);
                } else if (event.isFirst()) {
                    isFromFirst = true;
                } else {
                    bad.add(version);
                }
            }
            out.add(
                    git,
                    Repository.key(Parts.first(String.valueOf(range.text("repo")), LONGEST_NAME))
                            .replace('*', '?'),
                    new Indicator(
                            id,
                            aliases,
                            kind,
                            kind == Indicator.Kind.MALICIOUS ? Severity.CRITICAL : severity(affected),
                            "",
                            Indicator.OSV + id,
                            "",
                            isFromFirst && !isEnded
                                    ? Affected.ALL
                                    : new Affected(bad, List.of(), List.of(), good, true)));
        }
        return any;
    }

    private static List<String> texts(Mapping mapping, String key) {
        List<String> texts = new ArrayList<>();
        for (Tree each : mapping.items(key)) {
            if (each instanceof Scalar scalar && scalar.isQuoted()) {
                texts.add(Parts.first(scalar.text(), VersionScheme.LONGEST));
            }
        }
        return texts;
    }
}
