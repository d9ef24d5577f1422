namespace Coffer.Contracts.Resources;

/// <summary>What a VaultAuthGlobal gives for one method beside the method's own settings.</summary>
public interface IMethodDefaults
{
    /// <summary>Vault namespace.</summary>
    string? Namespace { get; }

    /// <summary>Auth mount.</summary>
    string? Mount { get; }

    /// <summary>Parameters of the login.</summary>
    IReadOnlyDictionary<string, string>? Params { get; }

    /// <summary>Headers of the login.</summary>
    IReadOnlyDictionary<string, string>? Headers { get; }
}
