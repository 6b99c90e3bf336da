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
    /** What a hook starts, under the name that it is read as then. */
    HOOK_FILE("hook-file"),
    /** A name that payloads of campaigns have had. */
    PAYLOAD_FILE("payload-file"),
    /** A name under which campaigns have left what they stole. */
    SECRETS_DUMP("secrets-dump");

    private static final int MOST_PREFACE = 16 << 10;

    private static final Kinds<AutorunKind> KINDS = kinds();

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

    private static Kinds<AutorunKind> kinds() {
        Map<String, AutorunKind> byId = new HashMap<>();
        for (AutorunKind kind : values()) {
            byId.put(kind.id, kind);
        }
        Map<String, AutorunKind> byName = new HashMap<>();
        Map<String, AutorunKind> byEnding = new HashMap<>();
        for (List<String> row : Rows.read(Objects.requireNonNull(AutorunKind.class.getResource("kinds.tsv")), 2)) {
            AutorunKind kind = Objects.requireNonNull(byId.get(row.getFirst()), row.getFirst());
            for (String name : Parts.of(row.get(1), ' ')) {
                if (name.startsWith("*.")) {
                    byEnding.put(name.substring(2), kind);
                } else {
                    byName.put(name, kind);
                }
            }
        }
        return new Kinds<>(
                head -> of(head, byName, byEnding), name -> byName.containsKey(name.toLowerCase(Locale.ROOT)));
    }

    private static @Nullable AutorunKind of(
            Head head, Map<String, AutorunKind> byName, Map<String, AutorunKind> byEnding) {
        if (head.length() == 0) {
            return null;
        }
        AutorunKind kind = byName.get(head.name().toLowerCase(Locale.ROOT));
        if (kind == null) {
            kind = byEnding.get(head.extension());
        }
        return kind == null || !kind.looksRight(head) ? null : kind;
    }

    /** The first element of MSBuild, Maven and Ant, in front of which a licence may stand. */
    private static boolean hasProject(Head head) {
        String start = head.preview(MOST_PREFACE);
        return start.contains("<Project") || start.contains("<project");
    }

    private boolean looksRight(Head head) {
        return switch (this) {
            case WORKFLOW_STEPS -> WorkflowKeys.isWorkflow(head) || WorkflowKeys.isAction(head);
            case BUILD_COMMANDS -> hasProject(head);
            case GIT_HOOKS -> LineStarts.has(head, "[");
            case STARTUP_LINES -> LineStarts.has(head, "import ") || LineStarts.has(head, "import\t");
            case SECRETS_DUMP -> SecretsDump.mayBe(head);
            case PACKAGE_HOOKS, EDITOR_HOOKS, AGENT_HOOKS, GRADLE_COMMANDS, HOOK_FILE, PAYLOAD_FILE -> true;
        };
    }
}
