package dev.assay.detectors.autorun;

import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Kinds;
import dev.assay.engine.decode.LineStarts;
import dev.assay.engine.decode.Magic;
import dev.assay.engine.decode.WorkflowKeys;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
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
    /** Commands of a project's own that pre-commit runs. */
    COMMIT_HOOKS("commit-hooks"),
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

    private static final Kinds<AutorunKind> KINDS =
            new Kinds<>(AutorunKind::of, name -> NAMES.whole.containsKey(name.toLowerCase(Locale.ROOT)));

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

    /** What each name and each ending may be. */
    private record Names(Map<String, AutorunKind> whole, Map<String, AutorunKind> endings) {
        static Names read() {
            Map<String, AutorunKind> byId = new HashMap<>();
            for (AutorunKind kind : values()) {
                byId.put(kind.id, kind);
            }
            Names names = new Names(new HashMap<>(), new HashMap<>());
            for (List<String> row : Rows.read(Objects.requireNonNull(AutorunKind.class.getResource("kinds.tsv")), 2)) {
                AutorunKind kind = Objects.requireNonNull(byId.get(row.getFirst()), row.getFirst());
                for (String name : Parts.of(row.get(1), ' ')) {
                    if (name.startsWith("*.")) {
                        names.endings.put(name.substring(2), kind);
                    } else {
                        names.whole.put(name, kind);
                    }
                }
            }
            return names;
        }

        @Nullable
        AutorunKind of(String name) {
            AutorunKind kind = whole.get(name.toLowerCase(Locale.ROOT));
            return kind == null ? endings.get(Head.extension(name)) : kind;
        }
    }

    private static @Nullable AutorunKind of(Head head) {
        AutorunKind kind = head.length() == 0 ? null : NAMES.of(head.name());
        return kind == null || !kind.looksRight(head) ? null : kind;
    }

    /** What a file of this name, the last part of a path, has if anything; null for none. */
    static @Nullable AutorunKind named(String name) {
        return NAMES.of(name);
    }

    /** Whether such files, which are few and small, say what a tool runs by itself and on this machine. */
    boolean hasHooks() {
        return switch (this) {
            case PACKAGE_HOOKS, GYP_COMMANDS, EDITOR_HOOKS, AGENT_HOOKS, GIT_HOOKS, BUILD_COMMANDS, GRADLE_COMMANDS ->
                true;
            case GEM_EXTENSION, CARGO_BUILD, CARGO_PROGRAM, GEM_PROGRAMS, NUGET_SCRIPT, PYTHON_BACKEND -> true;
            case PNPM_HOOKS, NPM_SETTINGS, YARN_SETTINGS, CARGO_SETTINGS -> true;
            case GEMFILE_PROGRAM, COMMIT_HOOKS, FOLDER_PROGRAM -> true;
            case WORKFLOW_STEPS, STARTUP_LINES, HOOK_FILE, PAYLOAD_FILE, SECRETS_DUMP -> false;
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

    private boolean looksRight(Head head) {
        return switch (this) {
            case WORKFLOW_STEPS -> WorkflowKeys.isWorkflow(head) || WorkflowKeys.isAction(head);
            case BUILD_COMMANDS -> hasProject(head);
            case GIT_HOOKS -> LineStarts.has(head, "[");
            case STARTUP_LINES -> LineStarts.has(head, "import ") || LineStarts.has(head, "import\t");
            case SECRETS_DUMP -> SecretsDump.mayBe(head);
            case GEM_EXTENSION, CARGO_BUILD, NUGET_SCRIPT, PNPM_HOOKS -> isProgram(head);
            case GEMFILE_PROGRAM, FOLDER_PROGRAM -> isProgram(head);
            case CARGO_SETTINGS -> LineStarts.has(head, "[build") || LineStarts.has(head, "[target");
            case HOOK_FILE -> isProgram(head) || ProgramBytes.isUtf16(head.bytes(), head.length());
            case PACKAGE_HOOKS, GYP_COMMANDS, EDITOR_HOOKS, AGENT_HOOKS, GRADLE_COMMANDS, PAYLOAD_FILE -> true;
            case CARGO_PROGRAM, GEM_PROGRAMS, PYTHON_BACKEND, NPM_SETTINGS, YARN_SETTINGS, COMMIT_HOOKS -> true;
        };
    }
}
