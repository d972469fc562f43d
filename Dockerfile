# Tonearm where there is no desktop. docs/no-desktop.md shows how to run it.
#
# The base images are pinned by tag, so that every build has their latest security fixes. For builds that are the same each time, add the digest
# of the day behind the tag (node:24-trixie-slim@sha256:...; `docker buildx imagetools inspect node:24-trixie-slim` prints it). distroless has
# no tags for versions: there the digest is the only closer pin.

FROM node:24-trixie-slim AS build
WORKDIR /app
COPY . .
RUN sh scripts/build-image.sh

# No shell and no package manager, only Node and what it needs; the user is nonroot, 65532.
FROM gcr.io/distroless/nodejs24-debian13:nonroot
WORKDIR /app
COPY --from=build /app/image/app ./
COPY --from=build --chown=65532:65532 /app/image/data /data
ENV NODE_ENV=production TONEARM_DATA_DIR=/data
USER 65532:65532
VOLUME /data
EXPOSE 3345
# Node is process 1: Tonearm handles the signal itself, ends its connections and closes the database.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=20s CMD ["/nodejs/bin/node", "/app/out/cli.js", "status", "--check"]
ENTRYPOINT ["/nodejs/bin/node", "/app/out/cli.js"]
CMD ["serve", "--host", "0.0.0.0", "--vault", "file", "--no-browser"]
