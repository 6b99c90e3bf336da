package dev.assay.detectors.manifest.precommit;

import dev.assay.detectors.manifest.Addresses;
import dev.assay.detectors.manifest.CommitComment;
import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.ImageReference;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.npm.NpmLine;
import dev.assay.detectors.manifest.python.PipLine;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Quoted;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import java.util.List;
import java.util.Locale;

/**
 * {@code .pre-commit-config.yaml}: the repositories that hooks come from, each at a revision, and the packages that are installed
 * beside a hook. In which language these are says the hook, or else its repository, which is not here: see the README.
 *
 * @see <a href="https://pre-commit.com/#adding-pre-commit-plugins-to-your-project">pre-commit</a>
 */
final class PreCommit {
    private static final String GITHUB = "https://github.com/";

    /** Hooks that run in Node.js, where no version says so. */
    private static final List<String> OF_NODE =
            List.of("eslint", "prettier", "stylelint", "commitlint", "markdownlint", "textlint", "standard", "tslint");

    private final Document document;
    private final Dependencies out;

    private PreCommit(Document document, Dependencies out) {
        this.document = document;
        this.out = out;
    }

    static void read(Document document, Dependencies out) throws MalformedException {
        PreCommit reading = new PreCommit(document, out);
        document.yaml(root -> {
            for (Tree item : root.items("repos")) {
                if (item instanceof Mapping repository) {
                    reading.repository(repository);
                }
            }
        });
    }

    private void repository(Mapping repository) {
        String address = repository.textOrEmpty("repo");
        if (!address.equals("local") && !address.equals("meta")) {
            Tree rev = repository.get("rev");
            String revision = repository.textOrEmpty("rev");
            String said = rev == null ? "" : CommitComment.of(document, revision, rev.offsetBytes());
            out.add(named(Addresses.plain(address), revision, said)
                    .scope(Scope.DEVELOPMENT)
                    .at(repository.offsetBytes()));
        }
        for (Tree item : repository.items("hooks")) {
            if (item instanceof Mapping hook) {
                hook(hook, address);
            }
        }
    }

    private static Mention named(String address, String revision, String said) {
        String plain = address.endsWith(".git") ? address.substring(0, address.length() - ".git".length()) : address;
        if (plain.toLowerCase(Locale.ROOT).startsWith(GITHUB)) {
            String path = plain.substring(GITHUB.length());
            return Mention.slashed("github", path)
                    .version(revision)
                    .range(said.isEmpty() ? "" : path + "@" + revision + said);
        }
        return Mention.of("generic", "", plain.substring(plain.lastIndexOf('/') + 1))
                .origin(Origin.Kind.GIT, revision.isEmpty() ? address : address + "#" + revision);
    }

    private void hook(Mapping hook, String address) {
        List<Tree> packages = hook.items("additional_dependencies");
        String told = hook.textOrEmpty("language");
        String language = told.isEmpty() ? language(packages, hook.textOrEmpty("id") + " " + address) : told;
        if (language.equals("docker_image") && hook.get("entry") instanceof Scalar entry) {
            image(entry);
        }
        for (Tree each : packages) {
            if (each instanceof Scalar scalar && !scalar.text().isBlank()) {
                added(scalar.text().strip(), language, scalar.offsetBytes());
            }
        }
    }

    /** What is handed to {@code docker run}: options, the image, and what that is given. */
    private void image(Scalar entry) {
        boolean isValue = false;
        for (String word : Parts.of(entry.text().strip(), ' ')) {
            boolean isOption = word.startsWith("-");
            if (!word.isEmpty() && !isOption && !isValue) {
                out.add(ImageReference.of(word).scope(Scope.DEVELOPMENT).at(entry.offsetBytes()));
                return;
            }
            isValue = isOption && word.indexOf('=') < 0;
        }
    }

    /** By how one of them is written: {@code name@1.0.0} and {@code @scope/name} are Node's. */
    private static String language(List<Tree> packages, String hook) {
        boolean isNode = OF_NODE.stream().anyMatch(hook::contains);
        for (Tree each : packages) {
            String text = each instanceof Scalar scalar ? scalar.text() : "";
            int at = text.indexOf('@', 1);
            isNode |= text.startsWith("@") || at > 0 && text.indexOf(' ') < 0 && text.indexOf(':') < 0;
        }
        return isNode ? "node" : "python";
    }

    private void added(String text, String language, long at) {
        switch (language) {
            case "python" -> PipLine.read(text, Scope.DEVELOPMENT, at, out);
            case "node" -> NpmLine.read(text, Scope.DEVELOPMENT, at, out);
            case "golang" -> {
                int version = text.indexOf('@');
                String path = version < 0 ? text : text.substring(0, version);
                tell(Mention.slashed("golang", path), version < 0 ? "" : text.substring(version + 1), at);
            }
            case "rust" -> {
                List<String> parts = Parts.of(text.startsWith("cli:") ? text.substring("cli:".length()) : text, ':');
                tell(Mention.of("cargo", "", parts.getFirst()), parts.size() < 2 ? "" : parts.get(1), at);
            }
            case "ruby" -> {
                int version = text.indexOf(':');
                String name = version < 0 ? text : text.substring(0, version);
                tell(Mention.of("gem", "", name), version < 0 ? "" : text.substring(version + 1), at);
            }
            default ->
                out.gap(
                        GapKind.UNSUPPORTED,
                        at,
                        "a package beside a hook in a language that is not read for packages: " + Quoted.of(language));
        }
    }

    private void tell(Mention mention, String version, long at) {
        boolean isOne = !version.isEmpty() && (Character.isDigit(version.charAt(0)) || version.startsWith("v"));
        out.add(mention.version(isOne ? version : "")
                .range(isOne ? "" : version)
                .scope(Scope.DEVELOPMENT)
                .at(at));
    }
}
