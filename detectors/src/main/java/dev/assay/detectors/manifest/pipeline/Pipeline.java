package dev.assay.detectors.manifest.pipeline;

import dev.assay.detectors.manifest.Addresses;
import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.ImageReference;
import dev.assay.detectors.manifest.Mention;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.fact.FileReference;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Quoted;
import dev.assay.engine.text.Rows;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.Tree.Sequence;
import dev.assay.engine.text.TreePaths;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the file by which a service builds a repository takes from elsewhere: images, orbs, pipes, plugins, and files that it includes. Where
 * these stand is {@code places.tsv}. Belongs to one thread.
 */
final class Pipeline implements TreePaths.Visitor<Pipeline.What> {
    enum What {
        IMAGE,
        SERVICE,
        CONTAINER,
        ORB,
        PIPE,
        PLUGIN,
        INCLUDE,
        TEMPLATE,
        REPOSITORY
    }

    private static final int MOST_SHOWN = 80;
    private static final int MOST_VARIABLE = 256;
    private static final int MOST_PATH = 1_024;

    /** GitLab takes 150 of them, Azure 100. */
    private static final int MOST_PARTS = 200;

    private static final String DOCKER = "docker://";
    private static final String GITHUB = "github";
    private static final String PLUGIN = "-buildkite-plugin";

    private static final TreePaths<What> PATHS = paths();

    private final Dependencies out;
    private final Map<String, String> variables = new HashMap<>();
    private int parts;
    private final Set<String> containers = new HashSet<>(); // by the names that the file gives them

    private Pipeline(Dependencies out) {
        this.out = out;
    }

    private static TreePaths<What> paths() {
        TreePaths<What> paths = new TreePaths<>();
        for (List<String> row : Rows.read(Objects.requireNonNull(Pipeline.class.getResource("places.tsv")), 3)) {
            What what = What.valueOf(row.get(1).toUpperCase(Locale.ROOT));
            Parts.of(row.get(2), ' ').forEach(path -> paths.add(path, what));
        }
        return paths;
    }

    static void read(Document document, Dependencies out) throws MalformedException {
        document.yaml(root -> {
            Pipeline reading = new Pipeline(out);
            reading.variables(root.mapping("variables"));
            for (Tree each : root.mapping("resources").items("containers")) {
                if (each instanceof Mapping container) {
                    reading.containers.add(container.textOrEmpty("container"));
                }
            }
            PATHS.walk(root, reading);
        });
    }

    /** Of the whole file; what a job has in place of one is not known here. */
    private void variables(Mapping mapping) {
        for (Entry entry : mapping.entries()) {
            Tree value = entry.value() instanceof Mapping described ? described.get("value") : entry.value();
            if (value instanceof Scalar scalar && scalar.text().length() <= MOST_VARIABLE) {
                variables.put(entry.key(), scalar.text());
            }
        }
    }

    @Override
    public void enter(What what, String key, Tree tree) {
        switch (what) {
            case IMAGE -> image(tree);
            case SERVICE ->
                image(
                        tree instanceof Mapping service
                                ? service.get(service.get("image") == null ? "name" : "image")
                                : tree);
            case CONTAINER -> {
                if (!(tree instanceof Scalar name && containers.contains(name.text()))) {
                    image(tree);
                }
            }
            case ORB -> {
                if (tree instanceof Scalar orb) {
                    orb(orb.text().strip(), orb.offsetBytes());
                }
            }
            case PIPE -> {
                if (tree instanceof Scalar pipe) {
                    pipe(pipe.text().strip(), pipe.offsetBytes());
                }
            }
            case PLUGIN -> plugins(tree);
            case INCLUDE -> include(tree);
            case TEMPLATE -> {
                if (tree instanceof Scalar template && template.text().indexOf('@') < 0) {
                    part(template.text().strip(), template.offsetBytes());
                }
            }
            case REPOSITORY -> {
                if (tree instanceof Mapping repository) {
                    repository(repository);
                }
            }
        }
    }

    @Override
    public void leave(What what, Tree tree) {}

    private void image(@Nullable Tree tree) {
        if (tree instanceof Scalar image && !image.text().isBlank()) {
            image(image.text().strip(), image.offsetBytes());
        } else if (tree instanceof Sequence list) {
            out.malformed(list.offsetBytes(), "a list where an image is named");
        }
    }

    private void image(String written, long at) {
        String image = filled(written);
        if (ImageReference.isOne(image)) {
            out.add(ImageReference.of(image).scope(Scope.BUILD).at(at));
        } else {
            out.gap(
                    GapKind.UNSUPPORTED,
                    at,
                    "an image that a variable names: " + Quoted.of(Parts.first(written, MOST_SHOWN)));
        }
    }

    /** With the variables that the file gives a value, once each: {@code $NAME}, {@code ${NAME}}. */
    private String filled(String text) {
        StringBuilder filled = new StringBuilder();
        int at = 0;
        for (int dollar = text.indexOf('$'); dollar >= 0; dollar = text.indexOf('$', at)) {
            boolean isBraced = text.startsWith("{", dollar + 1);
            int from = dollar + (isBraced ? 2 : 1);
            int end = from;
            while (end < text.length() && (text.charAt(end) == '_' || Character.isLetterOrDigit(text.charAt(end)))) {
                end++;
            }
            String value = variables.get(text.substring(from, end));
            if (value == null || isBraced && !text.startsWith("}", end)) {
                return text;
            }
            filled.append(text, at, dollar).append(value);
            at = end + (isBraced ? 1 : 0);
        }
        return filled.append(text, at, text.length()).toString();
    }

    /** {@code namespace/name@1.2.3}; with fewer numbers, or a word, whichever is the newest then. */
    private void orb(String written, long at) {
        int version = written.indexOf('@');
        String wanted = version < 0 ? "" : written.substring(version + 1);
        boolean isOne = Parts.of(wanted, '.').size() == 3;
        out.add(Mention.slashed("generic", version < 0 ? written : written.substring(0, version))
                .version(isOne ? wanted : "")
                .range(wanted)
                .origin(Origin.Kind.REGISTRY, "circleci.com")
                .scope(Scope.BUILD)
                .at(at));
    }

    /** A repository of Bitbucket at a tag, or an image. */
    private void pipe(String written, long at) {
        if (written.startsWith(DOCKER)) {
            image(written.substring(DOCKER.length()), at);
            return;
        }
        int tag = written.indexOf(':');
        out.add(Mention.slashed("bitbucket", tag < 0 ? written : written.substring(0, tag))
                .version(tag < 0 ? "" : written.substring(tag + 1))
                .range(written)
                .scope(Scope.BUILD)
                .at(at));
    }

    private void plugins(Tree plugins) {
        switch (plugins) {
            case Scalar plugin -> plugin(plugin.text().strip(), plugin.offsetBytes());
            case Sequence list -> list.items().forEach(this::plugins);
            case Mapping named -> named.entries().forEach(each -> plugin(each.key(), each.offsetBytes()));
        }
    }

    /** {@code name#ref}, {@code owner/name#ref}, or an address; one beside the file is the project's own. */
    private void plugin(String written, long at) {
        int hash = written.indexOf('#');
        String name = hash < 0 ? written : written.substring(0, hash);
        String ref = hash < 0 ? "" : written.substring(hash + 1);
        if (name.isEmpty() || name.startsWith(".")) {
            return;
        }
        boolean isElsewhere = Addresses.isAddress(name) || name.indexOf('@') >= 0;
        int slash = name.indexOf('/');
        Mention mention = isElsewhere
                ? Mention.of("generic", "", name.substring(name.lastIndexOf('/') + 1))
                        .origin(Origin.Kind.GIT, written)
                : Mention.of(
                        GITHUB,
                        slash < 0 ? "buildkite-plugins" : name.substring(0, slash),
                        name.substring(slash + 1) + PLUGIN);
        out.add(mention.version(ref).range(written).scope(Scope.BUILD).at(at));
    }

    private void include(Tree tree) {
        if (tree instanceof Scalar scalar && !scalar.text().isBlank()) {
            included(scalar.text().strip(), scalar.offsetBytes());
        } else if (tree instanceof Mapping mapping) {
            for (Entry entry : mapping.entries()) {
                String value =
                        entry.value() instanceof Scalar scalar ? scalar.text().strip() : "";
                switch (entry.key()) {
                    case "remote", "local" -> included(value, entry.offsetBytes());
                    case "project" -> project(value, mapping, entry.offsetBytes());
                    case "component" -> component(value, entry.offsetBytes());
                    default -> {} // a template is a part of GitLab itself
                }
            }
        }
    }

    private void included(String file, long at) {
        if (Addresses.isAddress(file)) {
            out.add(Mention.of("generic", "", file.substring(file.lastIndexOf('/') + 1))
                    .origin(Origin.Kind.URL, file)
                    .scope(Scope.BUILD)
                    .at(at));
        } else if (!file.isEmpty()) {
            part(file, at);
        }
    }

    /** A file of the project that is a part of this one. */
    private void part(String file, long at) {
        if (file.chars().anyMatch(c -> "$*{".indexOf(c) >= 0)) {
            out.gap(
                    GapKind.UNSUPPORTED,
                    at,
                    "steps in files that a pattern or a variable names: " + Quoted.of(Parts.first(file, MOST_SHOWN)));
        } else if (parts++ < MOST_PARTS) {
            out.fact(new FileReference(PipelineFileRule.LOADER, Parts.first(file, MOST_PATH), "", at));
        } else if (parts == MOST_PARTS + 1) {
            out.gap(GapKind.LIMIT, at, "more than " + MOST_PARTS + " files with steps, and the others were not read");
        }
    }

    /** A repository of the same GitLab. */
    private void project(String project, Mapping include, long at) {
        String ref = include.textOrEmpty("ref");
        out.add(Mention.slashed("gitlab", filled(project))
                .version(ref)
                .range(ref.isEmpty() ? project : project + "@" + ref)
                .scope(Scope.BUILD)
                .at(at));
    }

    /** {@code host/group/project/name@version}. */
    private void component(String written, long at) {
        int version = written.lastIndexOf('@');
        String path = version < 0 ? written : written.substring(0, version);
        int host = path.indexOf('/');
        int name = path.lastIndexOf('/');
        if (host < 0 || name <= host) {
            out.malformed(at, "a component without a project: " + Quoted.of(Parts.first(written, MOST_SHOWN)));
            return;
        }
        out.add(Mention.slashed("gitlab", path.substring(host + 1, name))
                .version(version < 0 ? "" : written.substring(version + 1))
                .range(written)
                .origin(Origin.Kind.REGISTRY, path.substring(0, host))
                .scope(Scope.BUILD)
                .at(at));
    }

    private void repository(Mapping repository) {
        String name = repository.textOrEmpty("name");
        if (repository.textOrEmpty("type").toLowerCase(Locale.ROOT).equals(GITHUB) && name.indexOf('/') > 0) {
            String ref = repository.textOrEmpty("ref");
            out.add(Mention.slashed(GITHUB, name)
                    .version(ref)
                    .range(ref.isEmpty() ? name : name + "@" + ref)
                    .scope(Scope.BUILD)
                    .at(repository.offsetBytes()));
        }
    }
}
