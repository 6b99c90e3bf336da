package dev.assay.detectors.manifest.maven;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.MavenProject;
import dev.assay.engine.fact.MavenProject.Kind;
import dev.assay.engine.fact.MavenProject.Mentioned;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.XmlTree.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code pom.xml} (https://maven.apache.org/pom.html): parent, dependencies, managed versions, plugins, also of profiles. What the
 * file says completely is told; what a parent or an imported list may say is left to {@link MavenTreeRule}, with what others may
 * inherit of this file.
 */
final class Pom {
    private static final String PLUGINS = "org.apache.maven.plugins";
    private static final String USUAL = "jar:";
    private static final int MOST_NAME = 512;

    /** Of one file; real ones need some thousand. */
    private static final long MOST_WORK = 20_000_000;

    private final Document document;
    private final List<Mentioned> mentioned = new ArrayList<>();
    private final TreeMap<String, String> properties = new TreeMap<>();

    private Pom(Document document) {
        this.document = document;
    }

    static void read(Document document, Dependencies out) throws MalformedException {
        Element project = document.xml();
        MalformedException.check(
                project.name().equals("project"), project.offsetBytes(), "the first element of a pom is project");
        new Pom(document).run(project, out);
    }

    private void run(Element project, Dependencies out) {
        List<Element> profiles = new ArrayList<>();
        project.children("profiles").forEach(all -> profiles.addAll(all.children("profile")));
        Element parent = project.child("parent");
        mention(Kind.SELF, project, "");
        if (parent != null) {
            mention(Kind.PARENT, parent, "");
        }
        profiles.stream().filter(each -> !isByDefault(each)).forEach(this::properties); // where nobody else says more
        properties(project);
        profiles.stream().filter(Pom::isByDefault).forEach(this::properties);
        manage(project);
        profiles.forEach(this::manage);
        section(project);
        profiles.forEach(this::section);
        tell(project, parent, out);
    }

    private void tell(Element project, @Nullable Element parent, Dependencies out) {
        MavenProject whole =
                new MavenProject(parentFile(parent), mentioned, properties, licences(project), project.offsetBytes());
        Work work = new Work(MOST_WORK);
        MavenModel model = new MavenModel(whole, work);
        boolean isKnown = mentioned.stream().limit(parent == null ? 1 : 2).allMatch(Pom::fits);
        boolean leaves =
                isKnown && (parent != null || mentioned.stream().anyMatch(each -> each.kind() == Kind.IMPORTED));
        boolean isParent = project.text("packaging").equals("pom");
        boolean isOpen = false;
        boolean says = !properties.isEmpty();
        List<Mentioned> left = new ArrayList<>();
        for (Mentioned each : mentioned) {
            Mention mention = model.told(each);
            boolean isOf =
                    each.kind() != Kind.SELF || !project.text("artifactId").isEmpty() && model.hasGroup();
            boolean fits = fits(each);
            boolean open = isOf && leaves && fits && isOpen(each, mention);
            if (isOf && !open) {
                out.add(mention);
            }
            isOpen |= open;
            says |= each.kind() == Kind.MANAGED || each.kind() == Kind.MANAGED_PLUGIN;
            boolean isInherited = each.kind() != Kind.OF_BUILD && each.kind() != Kind.OF_MANAGED_PLUGIN;
            if (fits && (open || isInherited)) {
                left.add(open ? opened(each) : each);
            }
        }
        if (work.isSpent()) {
            out.gap(
                    GapKind.LIMIT,
                    project.offsetBytes(),
                    "properties that name others so often that not all were looked up");
        }
        if (isKnown && (isParent || isOpen || parent != null && says)) {
            out.fact(new MavenProject(whole.parentFile(), left, properties, whole.licence(), whole.offsetBytes()));
        }
    }

    /** Whether somebody else may say which version it is. */
    private static boolean isOpen(Mentioned each, Mention mention) {
        boolean isAsked = each.kind() == Kind.ASKED || each.kind() == Kind.PLUGIN;
        String version = mention.range().isEmpty() ? mention.version() : mention.range();
        return isAsked && version.isEmpty()
                || mention.full().contains("${")
                || version.contains("${")
                || each.kind() == Kind.SELF && mention.version().isEmpty();
    }

    /** What is longer is no name and no version, which is a gap where it is told. */
    private static boolean fits(Mentioned each) {
        return each.group().length() <= MOST_NAME
                && each.artifact().length() <= MOST_NAME
                && each.version().length() <= MOST_NAME
                && each.scope().length() <= MOST_NAME
                && each.optional().length() <= MOST_NAME
                && each.variant().length() <= MOST_NAME;
    }

    private static Mentioned opened(Mentioned each) {
        return new Mentioned(
                each.kind(),
                each.group(),
                each.artifact(),
                each.version(),
                each.scope(),
                each.optional(),
                each.variant(),
                true,
                each.offsetBytes(),
                each.line());
    }

    private static String parentFile(@Nullable Element parent) {
        if (parent == null) {
            return "";
        }
        return parent.child("relativePath") == null
                ? "../pom.xml"
                : path(parent.text("relativePath").strip());
    }

    private static boolean isByDefault(Element profile) {
        Element activation = profile.child("activation");
        return activation != null && activation.text("activeByDefault").equals("true");
    }

    private void properties(Element around) {
        for (Element all : around.children("properties")) {
            for (Element each : all.children()) {
                if (each.name().length() <= MOST_NAME && each.text().length() <= MavenModel.MOST_TEXT) {
                    properties.put(each.name(), each.text());
                }
            }
        }
    }

    private void manage(Element around) {
        for (Element management : around.children("dependencyManagement")) {
            for (Element all : management.children("dependencies")) {
                for (Element each : all.children("dependency")) {
                    boolean isList = each.text("scope").equals("import");
                    mention(isList ? Kind.IMPORTED : Kind.MANAGED, each, "");
                }
            }
        }
    }

    private void section(Element around) {
        for (Element all : around.children("dependencies")) {
            all.children("dependency").forEach(each -> mention(Kind.ASKED, each, ""));
        }
        for (Element build : around.children("build")) {
            plugins(build, Kind.PLUGIN, Kind.OF_BUILD);
            build.children("pluginManagement")
                    .forEach(all -> plugins(all, Kind.MANAGED_PLUGIN, Kind.OF_MANAGED_PLUGIN));
            for (Element all : build.children("extensions")) {
                all.children("extension").forEach(each -> mention(Kind.OF_BUILD, each, ""));
            }
        }
        around.children("reporting").forEach(all -> plugins(all, Kind.PLUGIN, Kind.OF_BUILD));
    }

    private void plugins(Element around, Kind kind, Kind asked) {
        for (Element all : around.children("plugins")) {
            for (Element plugin : all.children("plugin")) {
                mention(kind, plugin, PLUGINS);
                for (Element dependencies : plugin.children("dependencies")) {
                    dependencies.children("dependency").forEach(each -> mention(asked, each, ""));
                }
            }
        }
    }

    private void mention(Kind kind, Element element, String defaultGroup) {
        String group = element.text("groupId").isEmpty() ? defaultGroup : element.text("groupId");
        boolean isPackage = kind == Kind.MANAGED || kind == Kind.ASKED;
        mentioned.add(new Mentioned(
                kind,
                group,
                element.text("artifactId"),
                element.text("version"),
                isPackage ? element.text("scope") : "",
                isPackage || kind == Kind.IMPORTED ? element.text("optional") : "",
                isPackage ? variant(element) : "",
                false,
                element.offsetBytes(),
                document.line(element.offsetBytes())));
    }

    private static String variant(Element element) {
        String type = element.text("type").isEmpty() ? "jar" : element.text("type");
        String classifier = element.text("classifier");
        return type.equals("jar") && classifier.isEmpty() ? USUAL : type + ":" + classifier;
    }

    /** Nobody has longer ones. */
    private static String path(String text) {
        return text.length() > MavenModel.MOST_TEXT ? "" : text;
    }

    /** Any of them may be chosen (Maven, POM reference). */
    private static String licences(Element project) {
        Element all = project.child("licenses");
        List<String> names = new ArrayList<>();
        if (all != null) {
            all.children("license").forEach(each -> names.add(each.text("name")));
        }
        names.removeIf(String::isBlank);
        return Parts.first(String.join(" OR ", names), MavenModel.MOST_TEXT);
    }
}
