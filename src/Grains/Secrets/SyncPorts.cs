using Coffer.Contracts.Ports;
using Coffer.Grains.Auths;
using Coffer.Grains.Feeds;
using Coffer.Grains.Transformations;

namespace Coffer.Grains.Secrets;

/// <summary>What a sync needs from outside.</summary>
internal sealed record SyncPorts(
    ISessions Sessions, IVaultSecrets Vault, IVaultDiagnosis Diagnosis, ISecretWriter Writer, ISecretReader Reader, IDigestKey DigestKey,
    IStatusJournal Resources, IWorkloads Workloads,
    TransformationResolver Transformations, RenderingGate Rendering, VersionMarks Marks);
