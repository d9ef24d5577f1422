using Coffer.Cli.Status;

namespace Coffer.Cli.Overview;

/// <summary>One resource of the overview. Part of the schema of <c>-o json</c>.</summary>
/// <param name="State">How it is.</param>
/// <param name="Resource">Kind, namespace and name, <c>Kind/namespace/name</c>.</param>
/// <param name="Since">Since when.</param>
/// <param name="Reason">CamelCase; empty where all is well.</param>
/// <param name="Message">What was answered and what to do; empty where all is well.</param>
/// <param name="Version">kv-v2 version; null for sources without versions.</param>
/// <param name="Changed">When the content last changed.</param>
/// <param name="NextDue">When Vault is read again.</param>
internal sealed record OverviewRow(
    LinkState State, string Resource, DateTimeOffset? Since, string Reason, string Message, long? Version, DateTimeOffset? Changed,
    DateTimeOffset? NextDue);
