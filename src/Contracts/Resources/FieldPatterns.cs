namespace Coffer.Contracts.Resources;

/// <summary>The patterns that the schema holds strings to.</summary>
public static class FieldPatterns
{
    /// <summary>A duration of one unit: <c>30s</c>, <c>1.5h</c>; not <c>1h30m</c>.</summary>
    public const string Duration = @"^([0-9]+(\.[0-9]+)?(s|m|h))$";

    /// <summary>As <see cref="Duration"/>, days too.</summary>
    public const string DurationWithDays = @"^([0-9]+(\.[0-9]+)?(s|m|h|d))$";

    /// <summary>Name of a VaultAuthGlobal.</summary>
    public const string Name = "^([a-z0-9.-]{1,253})$";

    /// <summary>Name of a namespace.</summary>
    public const string Namespace = "^([a-z0-9-]{1,63})$";

    /// <summary>Name of an object that a field refers to.</summary>
    public const string ObjectName = "^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$";

    /// <summary>Name of a namespace, or nothing.</summary>
    public const string NamespaceOrNothing = "^([a-z0-9]([-a-z0-9]*[a-z0-9])?)?$";

    /// <summary><c>name</c>, <c>namespace/name</c>, or nothing.</summary>
    public const string Reference = "^(([a-z0-9]([-a-z0-9]*[a-z0-9])?/)?[a-z0-9]([-a-z0-9.]*[a-z0-9])?)?$";

    /// <summary>Reason of a condition.</summary>
    public const string Reason = "^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$";
}
