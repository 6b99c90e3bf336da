package dev.assay.detectors.manifest.container;

import dev.assay.detectors.manifest.ManifestFormat;
import java.util.List;

/** What this folder reads. */
public final class ContainerFormats {
    private ContainerFormats() {}

    public static List<ManifestFormat> all() {
        return List.of(
                new ManifestFormat("dockerfile", Dockerfile::looksRight, Dockerfile::read),
                new ManifestFormat("compose", Compose::looksRight, Compose::read)
                        .shaped("services/*/image: text null", "services/*/build: text map null"),
                new ManifestFormat("devcontainer", Devcontainer::manifest).shaped("image: text", "features: map"),
                new ManifestFormat("devcontainer-lock", Devcontainer::lock)
                        .neverEmpty()
                        .shaped("features/*: map"),
                new ManifestFormat("kustomization", Kubernetes::isKustomization, Kubernetes::kustomization)
                        .shaped("images/[]: map", "images/[]/name,newName,newTag,digest: text"),
                new ManifestFormat("kubernetes", Kubernetes::looksRight, Kubernetes::read));
    }
}
