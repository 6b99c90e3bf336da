package dev.assay.detectors.autorun;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.text.Tree.Mapping;

/**
 * What package managers run by themselves: scripts of {@code package.json} (docs.npmjs.com/cli/v11/using-npm/scripts) and of
 * {@code composer.json} (getcomposer.org/doc/articles/scripts.md).
 */
final class PackageHooks {
    private PackageHooks() {}

    static void read(Content content) throws MalformedException {
        if (content.text().indexOf("scripts") >= 0 && content.json() instanceof Mapping project) {
            new PackageScripts(project.mapping("scripts"), content).read();
        }
    }
}
