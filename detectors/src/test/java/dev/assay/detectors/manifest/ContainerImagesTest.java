package dev.assay.detectors.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Images wherever they are named. */
class ContainerImagesTest {
    @Test
    void aServiceMayHaveItsDockerfileInIt() {
        assertThat(ManifestFacts.of("compose.yaml", """
            services:
              a:
                image: own:1
                build:
                  context: .
                  args: {BASE: "alpine:${TAG:-3.20}"}
                  additional_contexts:
                    tools: docker-image://busybox:1.36
                  dockerfile_inline: |
                    ARG BASE=none
                    FROM golang:1.22 AS build
                    FROM $BASE
                    COPY --from=build /a /a
                    COPY --from=nginx:1.27 /b /b
              b:
                build: https://github.com/o/r.git#main
              c:
                build: ${DIR}
            """))
                .containsExactly(
                        "3 pkg:docker/own@1 (own:1) direct",
                        "9 pkg:docker/nginx@1.27 (nginx:1.27) direct build",
                        "9 pkg:docker/golang@1.22 (golang:1.22) direct build",
                        "9 pkg:docker/alpine@3.20 (alpine:3.20) direct",
                        "8 pkg:docker/busybox@1.36 (busybox:1.36) direct build",
                        "gap unsupported at 352: a build of another repository, which is not read:"
                                + " 'https://github.com/o/r.git#main'",
                        "gap unsupported at 400: a build that a variable of the environment names: '${DIR}"
                                + " Dockerfile'");
    }

    @Test
    void whatIsBuiltUponAnImageCopiesAsWell() {
        assertThat(ManifestFacts.of("Dockerfile", """
            FROM alpine:3.20
            ONBUILD COPY --from=evil:1 /a /a
            ONBUILD RUN --mount=type=bind,from=worse:2,target=/x --mount=from=third:3,type=bind true
            RUN --mount=from=fourth:4 true
            """))
                .containsExactly(
                        "2 pkg:docker/evil@1 (evil:1) direct build",
                        "3 pkg:docker/worse@2 (worse:2) direct build",
                        "3 pkg:docker/third@3 (third:3) direct build",
                        "4 pkg:docker/fourth@4 (fourth:4) direct build",
                        "1 pkg:docker/alpine@3.20 (alpine:3.20) direct");
    }

    @Test
    void aContainerToDevelopInHasAnImageAndFeatures() {
        assertThat(ManifestFacts.of("devcontainer.json", """
            {
              // a comment
              "image": "mcr.microsoft.com/devcontainers/base:1-bookworm",
              "features": {
                "ghcr.io/devcontainers/features/node:1": {"version": "20"},
                "./own": {},
                "https://h.example/f/devcontainer-feature-x.tgz": {},
              },
            }
            """))
                .containsExactly(
                        "3 pkg:docker/devcontainers/base@1-bookworm (mcr.microsoft.com/devcontainers/base:1-bookworm)"
                                + " direct development registry:mcr.microsoft.com",
                        "5 pkg:docker/devcontainers/features/node@1 (ghcr.io/devcontainers/features/node:1)"
                                + " direct development registry:ghcr.io",
                        "7 pkg:generic/devcontainer-feature-x.tgz direct development"
                                + " url:https://h.example/f/devcontainer-feature-x.tgz");
        assertThat(ManifestFacts.of("devcontainer-lock.json", """
            {"features": {"ghcr.io/devcontainers/features/node:1": {
              "version": "1.6.1", "integrity": "sha256:0123456789abcdef"}}}
            """))
                .containsExactly(
                        "1 pkg:docker/devcontainers/features/node@1.6.1 (ghcr.io/devcontainers/features/node:1)"
                                + " unknown development registry:ghcr.io sha256:012345678");
    }

    @Test
    void objectsOfKubernetesNameTheirImages() {
        assertThat(ManifestFacts.of("deploy.yaml", """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: x, annotations: {image: no.such/one:1}}
            spec:
              template:
                spec:
                  initContainers:
                  - {name: i, image: "busybox:1.36"}
                  containers:
                  - name: a
                    image: registry.example:5000/team/app@sha256:0123456789abcdef
                  - name: b
                    image: ${IMAGE}
            ---
            apiVersion: batch/v1
            kind: CronJob
            spec: {jobTemplate: {spec: {template: {spec: {containers: [{name: c, image: nginx}]}}}}}
            """))
                .containsExactly(
                        "8 pkg:docker/busybox@1.36 (busybox:1.36) direct",
                        "11 pkg:docker/team/app@sha256:0123456789abcdef"
                                + " (registry.example:5000/team/app@sha256:0123456789abcdef) direct"
                                + " registry:registry.example:5000 sha256:012345678",
                        "17 pkg:docker/nginx (nginx) direct");
        assertThat(ManifestFacts.of("kustomization.yaml", """
            images:
            - {name: app, newName: evil/app, newTag: v2}
            - name: other
              newTag: "3"
            """))
                .containsExactly(
                        "2 pkg:docker/evil/app@v2 (evil/app:v2) direct", "3 pkg:docker/other@3 (other:3) direct");
    }

    @Test
    void aChartNamesImagesInItsValuesAndInTemplates() {
        assertThat(ManifestFacts.of("values.yaml", """
            image:
              repository: team/app
              tag: "1.2"
            sidecar:
              image: {registry: quay.io, repository: team/side, tag: v1, digest: ""}
              resources: {image: none}
            job:
              image: busybox:1.36
            git: {repository: https://github.com/o/r}
            controller: {registry: registry.k8s.io, image: ingress/controller, tag: v1.11.2}
            release: {tag: v1}
            """))
                .containsExactly(
                        "2 pkg:docker/team/app@1.2 (team/app:1.2) direct",
                        "5 pkg:docker/team/side@v1 (quay.io/team/side:v1) direct registry:quay.io",
                        "8 pkg:docker/busybox@1.36 (busybox:1.36) direct",
                        "10 pkg:docker/ingress/controller@v1.11.2 (registry.k8s.io/ingress/controller:v1.11.2) direct"
                                + " registry:registry.k8s.io");
        assertThat(ManifestFacts.of("deployment.yaml", """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: {{ include "x.name" . }}
            spec:
            {{- if .Values.x }}
              - image: "busybox:1.36" # fixed
            {{- end }}
                image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
            """))
                .containsExactly("7 pkg:docker/busybox@1.36 (busybox:1.36) direct");
    }
}
