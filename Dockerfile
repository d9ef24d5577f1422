# syntax=docker/dockerfile:1
# The operator's image, for amd64 and arm64: docker buildx build --platform linux/amd64,linux/arm64 -t coffer .
# The SDK runs on the machine that builds, whatever it builds for. docs/chart.md says how to name base images by their digests.
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
ARG TARGETARCH
WORKDIR /source

# What restore reads, before what changes more often.
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/Cloud/Cloud.csproj src/Cloud/packages.lock.json src/Cloud/
COPY src/Contracts/Contracts.csproj src/Contracts/packages.lock.json src/Contracts/
COPY src/Domain/Domain.csproj src/Domain/packages.lock.json src/Domain/
COPY src/Grains/Grains.csproj src/Grains/packages.lock.json src/Grains/
COPY src/Kube/Kube.csproj src/Kube/packages.lock.json src/Kube/
COPY src/Silo/Silo.csproj src/Silo/packages.lock.json src/Silo/
COPY src/Templates/Templates.csproj src/Templates/packages.lock.json src/Templates/
COPY src/Vault/Vault.csproj src/Vault/packages.lock.json src/Vault/
# For both processors: the lock file has the packages of both, and what it does not have is not restored.
RUN dotnet restore src/Silo --locked-mode

COPY src/ src/
RUN dotnet publish src/Silo -a $TARGETARCH -c Release --no-restore --no-self-contained -o /app

# No shell, no package manager, not root.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
WORKDIR /app
COPY --from=build /app .
# Most of what an operator allocates is dead at once: a small youngest generation keeps the heap small.
ENV DOTNET_GCgen0size=0x400000
# Who reaches the runtime's diagnostic port can have the process' memory written to a file, and every token in it.
ENV DOTNET_EnableDiagnostics=0 DOTNET_DbgEnableMiniDump=0
USER $APP_UID
EXPOSE 8080 11111
ENTRYPOINT ["/app/coffer"]
CMD ["run"]
