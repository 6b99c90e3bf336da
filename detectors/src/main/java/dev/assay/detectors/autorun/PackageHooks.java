package dev.assay.detectors.autorun;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.text.Tree.Mapping;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What package managers run by themselves: scripts of {@code package.json} (docs.npmjs.com/cli/v11/using-npm/scripts) and of
 * {@code composer.json} (getcomposer.org/doc/articles/scripts.md), and what stands there for hooks of git.
 */
final class PackageHooks {
    private static final List<String> OWN =
            List.of("dependencies", "devDependencies", "optionalDependencies", "peerDependencies", "bin");

    /** Without any of these nothing of it runs. */
    private static final List<String> ANY = List.of("scripts", "autoload", "hooks", "gitHooks", "lint-staged");

    private PackageHooks() {}

    static void read(Content content) throws MalformedException {
        String text = content.text();
        boolean isAny = ANY.stream().anyMatch(text::contains);
        if (isAny && content.json() instanceof Mapping project) {
            content.own(own(project));
            new PackageScripts(project.mapping("scripts"), content).read();
            CommitHooks.tell(AutorunKind.PACKAGE_HOOKS, project, content);
            NamedPrograms.composer(project, content);
        }
    }

    /** By which names commands run what is of the project, or installed for it. */
    private static Set<String> own(Mapping project) {
        Set<String> own = new HashSet<>();
        own.add(project.textOrEmpty("name"));
        for (String section : OWN) {
            project.mapping(section).entries().forEach(each -> own.add(each.key()));
        }
        return own;
    }
}
