package dev.assay.detectors.manifest.dotnet;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.LockGraph;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.TextLines;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Quoted;
import java.util.List;
import java.util.Locale;

/**
 * {@code paket.dependencies} and {@code paket.lock}: packages of NuGet, and files of repositories. A group is a list of its own; that
 * which is called build or test is for that.
 */
final class Paket {
    private static final List<String> REGISTRIES =
            List.of("https://api.nuget.org/v3/index.json", "https://www.nuget.org/api/v2", "https://nuget.org/api/v2");

    private final Dependencies out;
    private String group = "";
    private Scope scope = Scope.RUNTIME;

    private Paket(Dependencies out) {
        this.out = out;
    }

    static void manifest(Document document, Dependencies out) throws MalformedException {
        Paket paket = new Paket(out);
        TextLines lines = new TextLines(document);
        while (lines.nextSettled()) {
            String line = withoutComment(lines.line()).strip();
            if (!line.isEmpty()) {
                paket.asked(words(line), line, lines.offset() + lines.indent());
            }
        }
    }

    /** Behind {@code #} at the beginning or behind a space, and behind two slashes that are no address's. */
    private static String withoutComment(String line) {
        for (int i = 0; i < line.length(); i++) {
            char before = i == 0 ? ' ' : line.charAt(i - 1);
            boolean isSlashes = line.startsWith("//", i) && before != ':';
            if (isSlashes || line.charAt(i) == '#' && before <= ' ') {
                return line.substring(0, i);
            }
        }
        return line;
    }

    private static List<String> words(String line) {
        return Parts.of(line, ' ').stream().filter(word -> !word.isEmpty()).toList();
    }

    private void asked(List<String> words, String line, long at) {
        String name = words.size() > 1 ? words.get(1) : "";
        switch (words.getFirst().toLowerCase(Locale.ROOT)) {
            case "group" -> group(name);
            case "nuget", "clitool" -> {
                String range = range(words.subList(Math.min(2, words.size()), words.size()));
                boolean isPinned = range.startsWith("== ") || isVersion(range);
                out.add(Mention.of(DotnetFormats.ECOSYSTEM, "", name)
                        .range(range)
                        .version(
                                isPinned
                                        ? range.startsWith("==")
                                                ? range.substring(3).strip()
                                                : range
                                        : "")
                        .scope(scope)
                        .at(at));
            }
            case "github", "gist" ->
                out.add(repository(name, "").range(line).scope(scope).at(at));
            case "git" ->
                out.add(Mention.of("generic", "", last(name))
                        .origin(Origin.Kind.GIT, name)
                        .range(line)
                        .scope(scope)
                        .at(at));
            case "http" ->
                out.add(Mention.of("generic", "", last(name))
                        .origin(Origin.Kind.URL, name)
                        .scope(scope)
                        .at(at));
            default -> {} // options
        }
    }

    private void group(String name) {
        group = name.toLowerCase(Locale.ROOT);
        scope = switch (group) {
            case "build" -> Scope.BUILD;
            case "test", "tests" -> Scope.TEST;
            default -> Scope.RUNTIME;
        };
    }

    private static boolean isVersion(String range) {
        return !range.isEmpty() && Character.isDigit(range.charAt(0)) && range.indexOf(' ') < 0;
    }

    /** Comparisons with their versions, up to the first word that is an option. */
    private static String range(List<String> words) {
        StringBuilder range = new StringBuilder();
        for (String word : words) {
            boolean isRange = "<>=~!@".indexOf(word.charAt(0)) >= 0 || Character.isDigit(word.charAt(0));
            if (!isRange) {
                break;
            }
            range.append(range.isEmpty() ? "" : " ").append(word);
        }
        return range.toString();
    }

    private static String last(String address) {
        String name = address.substring(address.lastIndexOf('/') + 1);
        return name.endsWith(".git") ? name.substring(0, name.length() - 4) : name;
    }

    private static Mention repository(String named, String revision) {
        int colon = named.indexOf(':');
        String path = colon < 0 ? named : named.substring(0, colon);
        String at = revision.isEmpty() && colon > 0 ? named.substring(colon + 1) : revision;
        return Mention.slashed("github", path)
                .version(at)
                .origin(Origin.Kind.GIT, "https://github.com/" + path + (at.isEmpty() ? "" : "#" + at));
    }

    static void lock(Document document, Dependencies out) throws MalformedException {
        Paket paket = new Paket(out);
        TextLines lines = new TextLines(document);
        String section = "";
        String remote = "";
        long open = -1; // of what is begun and has no package yet
        try (LockGraph graph = new LockGraph(document)) {
            while (lines.nextSettled()) {
                String text = lines.line().strip();
                int indent = lines.indent();
                if (text.isEmpty()) {
                    continue;
                }
                if (indent == 0) {
                    boolean isGroup = text.startsWith("GROUP ");
                    section = isGroup ? "" : text;
                    open = isGroup || text.indexOf(':') > 0 ? -1 : lines.offset(); // options have colons
                    if (isGroup) {
                        paket.group(text.substring("GROUP ".length()).strip());
                    }
                } else if (text.startsWith("remote:")) {
                    remote = text.substring("remote:".length()).strip();
                    open = lines.offset();
                } else if (indent == 4 || indent == 5 && section.equals("GIT")) {
                    open = -1;
                    paket.locked(section, remote, text, lines.offset() + indent, graph);
                } else if (indent == 6 && graph.last() >= 0 && section.equals("NUGET")) {
                    int space = text.indexOf(" (");
                    String name = space < 0 ? text : text.substring(0, space);
                    graph.ask(graph.last(), paket.key(name));
                }
            }
            graph.tell(out);
            if (open >= 0) {
                out.cutOff(open, "a source that nothing is taken from");
            }
        }
    }

    private String key(String name) {
        return group + " " + name.toLowerCase(Locale.ROOT);
    }

    private void locked(String section, String remote, String text, long at, LockGraph graph) {
        int open = text.indexOf('(');
        int close = text.indexOf(')', Math.max(open, 0));
        if (open < 0 || close < 0) {
            if (open >= 0 || text.indexOf(':') < 0) { // options have colons
                out.malformed(at, "what is locked has no version");
            }
            return;
        }
        String name = text.substring(0, open).strip();
        String version = text.substring(open + 1, close);
        switch (section) {
            case "NUGET" -> {
                Mention mention = Mention.of(DotnetFormats.ECOSYSTEM, "", name)
                        .version(version)
                        .scope(scope)
                        .at(at);
                graph.add(
                        key(name),
                        REGISTRIES.contains(remote) ? mention : mention.origin(Origin.Kind.REGISTRY, remote));
            }
            case "GITHUB" -> {
                if (!graph.has("github " + group + remote)) { // files of one repository
                    graph.add(
                            "github " + group + remote,
                            repository(remote, version).scope(scope).at(at));
                }
            }
            case "GIT" ->
                graph.add(
                        "git " + group + remote,
                        Mention.of("generic", "", last(remote))
                                .origin(Origin.Kind.GIT, remote + "#" + version)
                                .scope(scope)
                                .at(at));
            case "GIST" -> {
                if (!graph.has("gist " + group + remote)) {
                    graph.add(
                            "gist " + group + remote,
                            Mention.of("generic", "", last(remote))
                                    .origin(Origin.Kind.GIT, "https://gist.github.com/" + remote + "#" + version)
                                    .scope(scope)
                                    .at(at));
                }
            }
            case "HTTP" ->
                graph.add(
                        "http " + group + remote + " " + name,
                        Mention.of("generic", "", name)
                                .origin(Origin.Kind.URL, remote + version)
                                .scope(scope)
                                .at(at));
            default ->
                out.gap(
                        GapKind.UNSUPPORTED,
                        at,
                        "a section of paket.lock that is not known, " + Quoted.of(Parts.first(section, 20)));
        }
    }
}
