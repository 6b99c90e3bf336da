package dev.assay.detectors.autorun;

import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Kinds;
import dev.assay.engine.decode.LineStarts;
import dev.assay.engine.decode.Magic;
import dev.assay.engine.decode.WorkflowKeys;
import dev.assay.engine.report.Location;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a file may be by its name, {@code kinds.tsv}. */
enum AutorunKind {
    /** A workflow or an action of GitHub, by its keys: the folder that it lies in is not always known. */
    WORKFLOW_STEPS("workflow-steps"),
    /** The same of another service, by its name. */
    PIPELINE_STEPS("pipeline-steps"),
    PACKAGE_HOOKS("package-hooks"),
    /** Files of gyp. */
    GYP_COMMANDS("gyp-commands"),
    EDITOR_HOOKS("editor-hooks"),
    AGENT_HOOKS("agent-hooks"),
    /** Settings of git. */
    GIT_HOOKS("git-hooks"),
    /** Lines that Python runs as it starts. */
    STARTUP_LINES("startup-lines"),
    /** Projects in XML, of which building runs commands. */
    BUILD_COMMANDS("build-commands"),
    /** Programs of Gradle. */
    GRADLE_COMMANDS("gradle-commands"),
    /** Which Gradle or Maven a wrapper downloads and starts. */
    BUILD_WRAPPER("build-wrapper"),
    /** Options of the virtual machine that Maven runs in. */
    MAVEN_OPTIONS("maven-options"),
    /** The same of Gradle, among other settings. */
    GRADLE_SETTINGS("gradle-settings"),
    /** A program that RubyGems runs to build an extension. */
    GEM_EXTENSION("gem-extension"),
    /** A program that cargo builds and runs before a crate. */
    CARGO_BUILD("cargo-build"),
    /** A manifest that may name such a program. */
    CARGO_PROGRAM("cargo-program"),
    /** A project of Python, which may have the backend that builds it in itself. */
    PYTHON_BACKEND("python-backend"),
    /** A program that pnpm runs on installing. */
    PNPM_HOOKS("pnpm-hooks"),
    /** Settings of npm. */
    NPM_SETTINGS("npm-settings"),
    /** Settings of Yarn. */
    YARN_SETTINGS("yarn-settings"),
    /** Settings of cargo. */
    CARGO_SETTINGS("cargo-settings"),
    /** A specification of a gem, which names the programs that build it. */
    GEM_PROGRAMS("gem-programs"),
    /** A program of Ruby that Bundler runs to know what to install. */
    GEMFILE_PROGRAM("gemfile-program"),
    /** Settings of pre-commit, lefthook and others that put commands of a project into git's hooks. */
    COMMIT_HOOKS("commit-hooks"),
    /** What lint-staged runs on files that are about to be committed. */
    STAGED_COMMANDS("staged-commands"),
    /** A program that git runs, itself or by a tool. */
    HOOK_SCRIPT("hook-script"),
    /** What an image is built by. */
    IMAGE_COMMANDS("image-commands"),
    /** A program that direnv runs when somebody goes to its folder. */
    FOLDER_PROGRAM("folder-program"),
    /** A program that NuGet or Chocolatey runs on installing. */
    NUGET_SCRIPT("nuget-script"),
    /** What a hook starts, under the name that it is read as then. */
    HOOK_FILE("hook-file"),
    /** A name that payloads of campaigns have had. */
    PAYLOAD_FILE("payload-file"),
    /** A name under which campaigns have left what they stole. */
    SECRETS_DUMP("secrets-dump");

    private static final int MOST_PREFACE = 16 << 10;
    private static final int MOST_LINE = 256;

    private static final Names NAMES = Names.read();

    private static final Kinds<AutorunKind> KINDS = Kinds.byNameAndPlace(AutorunKind::of, NAMES::isNamed, NAMES::hint);

    private final String id;

    AutorunKind(String id) {
        this.id = id;
    }

    /** Of the format. */
    String id() {
        return id;
    }

    /** Recognises this kind. */
    Magic magic() {
        return KINDS.is(this);
    }

    /**
     * A name with a star, in any folder or in those of a name.
     *
     * @param folder with a slash behind it; empty for any
     */
    private record Pattern(String folder, String prefix, String suffix, AutorunKind kind) {
        /** @param path with the name at its end; what stands for a text of another encoding has none */
        boolean matches(String name, String path) {
            return name.length() >= prefix.length() + suffix.length()
                    && name.startsWith(prefix)
                    && name.endsWith(suffix)
                    && (folder.isEmpty() || ("/" + path).endsWith("/" + folder + name));
        }
    }

    /** What each name, each ending and each pattern may be. */
    private record Names(Map<String, AutorunKind> whole, Map<String, AutorunKind> endings, List<Pattern> patterns) {
        static Names read() {
            Map<String, AutorunKind> byId = new HashMap<>();
            for (AutorunKind kind : values()) {
                byId.put(kind.id, kind);
            }
            Names names = new Names(new HashMap<>(), new HashMap<>(), new ArrayList<>());
            for (List<String> row : Rows.read(Objects.requireNonNull(AutorunKind.class.getResource("kinds.tsv")), 2)) {
                AutorunKind kind = Objects.requireNonNull(byId.get(row.getFirst()), row.getFirst());
                Parts.of(row.get(1), ' ').forEach(name -> names.add(name, kind));
            }
            return names;
        }

        private void add(String name, AutorunKind kind) {
            int star = name.indexOf('*');
            if (name.startsWith("*.") && name.indexOf('.', 2) < 0) {
                endings.put(name.substring(2), kind);
            } else if (star >= 0) {
                int slash = name.lastIndexOf('/') + 1;
                patterns.add(new Pattern(
                        name.substring(0, slash), name.substring(slash, star), name.substring(star + 1), kind));
            } else {
                whole.put(name, kind);
            }
        }

        /** Whether more of the name than its ending decides. */
        boolean isNamed(String name) {
            String lower = name.toLowerCase(Locale.ROOT);
            return whole.containsKey(lower)
                    || patterns.stream().anyMatch(each -> each.folder().isEmpty() && each.matches(lower, lower));
        }

        /** What the folder says. */
        String hint(String path) {
            String lower = path.toLowerCase(Locale.ROOT);
            for (Pattern each : patterns) {
                if (!each.folder().isEmpty() && each.matches(Location.lastPart(lower), lower)) {
                    return each.kind().id;
                }
            }
            return "";
        }

        @Nullable
        AutorunKind of(String name, String path) {
            String lower = name.toLowerCase(Locale.ROOT);
            String lowerPath = path.toLowerCase(Locale.ROOT);
            AutorunKind kind = whole.get(lower);
            for (int i = 0; kind == null && i < patterns.size(); i++) {
                kind = patterns.get(i).matches(lower, lowerPath)
                        ? patterns.get(i).kind()
                        : null;
            }
            return kind == null ? endings.get(Head.extension(name)) : kind;
        }
    }

    private static @Nullable AutorunKind of(Head head) {
        AutorunKind kind = head.length() == 0 ? null : NAMES.of(head.name(), head.path());
        return kind == null || !kind.looksRight(head) ? null : kind;
    }

    /** What a file of this name, the last part of a path, has if anything; null for none. */
    static @Nullable AutorunKind named(String name) {
        return NAMES.of(name, name);
    }

    /**
     * Whether files of a name, the last part of a path, say what a tool runs by itself and on this machine: few and small ones. In which
     * folder they lie is not known.
     */
    static boolean hasHooks(String name) {
        AutorunKind kind = named(name);
        return kind == null
                ? NAMES.patterns.stream()
                        .filter(each -> each.kind().hasHooks() && !each.prefix().isEmpty()) // others would be all files
                        .anyMatch(each -> each.matches(name, each.folder() + name))
                : kind.hasHooks();
    }

    private boolean hasHooks() {
        return switch (this) {
            case PACKAGE_HOOKS, GYP_COMMANDS, EDITOR_HOOKS, AGENT_HOOKS, GIT_HOOKS, BUILD_COMMANDS, GRADLE_COMMANDS ->
                true;
            case BUILD_WRAPPER, MAVEN_OPTIONS, GRADLE_SETTINGS -> true;
            case GEM_EXTENSION, CARGO_BUILD, CARGO_PROGRAM, GEM_PROGRAMS, NUGET_SCRIPT, PYTHON_BACKEND -> true;
            case PNPM_HOOKS, NPM_SETTINGS, YARN_SETTINGS, CARGO_SETTINGS -> true;
            case GEMFILE_PROGRAM, COMMIT_HOOKS, STAGED_COMMANDS, HOOK_SCRIPT, FOLDER_PROGRAM -> true;
            case WORKFLOW_STEPS, PIPELINE_STEPS, IMAGE_COMMANDS, STARTUP_LINES -> false;
            case HOOK_FILE, PAYLOAD_FILE, SECRETS_DUMP -> false;
        };
    }

    /** The first element of MSBuild, Maven and Ant, in front of which a licence may stand. */
    private static boolean hasProject(Head head) {
        String start = head.preview(MOST_PREFACE);
        return start.contains("<Project") || start.contains("<project");
    }

    /** A program that is no text is none for an interpreter, unless its first line names one. */
    private static boolean isProgram(Head head) {
        String start = head.preview(MOST_LINE);
        int end = start.indexOf('\n');
        return start.startsWith("#!")
                || start.substring(0, end < 0 ? start.length() : end).indexOf('\0') < 0;
    }

    /** Behind whatever templates and remarks there is an image. */
    private static boolean isBuilt(Head head) {
        return LineStarts.has(head, "FROM ")
                || LineStarts.has(head, "from ")
                || LineStarts.has(head, "From ")
                || head.sizeBytes() > head.length();
    }

    private boolean looksRight(Head head) {
        return switch (this) {
            case WORKFLOW_STEPS -> WorkflowKeys.isWorkflow(head) || WorkflowKeys.isAction(head);
            case BUILD_COMMANDS -> hasProject(head);
            case IMAGE_COMMANDS -> isBuilt(head);
            case GIT_HOOKS -> LineStarts.has(head, "[");
            case STARTUP_LINES -> LineStarts.has(head, "import ") || LineStarts.has(head, "import\t");
            case SECRETS_DUMP -> SecretsDump.mayBe(head);
            case GEM_EXTENSION, CARGO_BUILD, NUGET_SCRIPT, PNPM_HOOKS -> isProgram(head);
            case GEMFILE_PROGRAM, FOLDER_PROGRAM, HOOK_SCRIPT -> isProgram(head);
            case CARGO_SETTINGS -> LineStarts.has(head, "[build") || LineStarts.has(head, "[target");
            case HOOK_FILE -> isProgram(head) || ProgramBytes.isUtf16(head.bytes(), head.length());
            case PACKAGE_HOOKS, GYP_COMMANDS, EDITOR_HOOKS, AGENT_HOOKS, GRADLE_COMMANDS, PAYLOAD_FILE -> true;
            case CARGO_PROGRAM, GEM_PROGRAMS, PYTHON_BACKEND, NPM_SETTINGS, YARN_SETTINGS -> true;
            case COMMIT_HOOKS, STAGED_COMMANDS, BUILD_WRAPPER, MAVEN_OPTIONS, GRADLE_SETTINGS -> true;
            case PIPELINE_STEPS -> !WorkflowKeys.isWorkflow(head);
        };
    }
}
