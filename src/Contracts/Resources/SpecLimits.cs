namespace Coffer.Contracts.Resources;

/// <summary>
/// How much a manifest may hold. A tenant writes manifests as he likes, and each of these costs the operator memory or calls: without
/// limits one object could end every replica in turn. The CRDs hold the same numbers (tests/Contracts compares them), but a cluster may
/// have those of another release: these here are what holds. docs/limits.md lists them.
/// </summary>
public static class SpecLimits
{
    /// <summary>
    /// Bytes of a whole object as the API server sends it. A larger one is refused as a whole and its spec is not looked at.
    /// </summary>
    public const int ObjectBytes = 512 * 1024;

    /// <summary>Entries of <c>transformationRefs</c>: each is an object that is asked for and watched.</summary>
    public const int TransformationRefs = 32;

    /// <summary>Entries of <c>rolloutRestartTargets</c>: each is an actor, a read and a write after a change.</summary>
    public const int RestartTargets = 64;

    /// <summary>Templates of one object, and entries of <c>sourceTemplates</c> and <c>templateRefs</c>.</summary>
    public const int Templates = 64;

    /// <summary>Entries of <c>includes</c>, and of <c>excludes</c>.</summary>
    public const int Patterns = 64;

    /// <summary>Characters of one pattern.</summary>
    public const int PatternLength = 4096;

    /// <summary>Characters of <c>mount</c>, <c>path</c> and a Vault namespace.</summary>
    public const int PathLength = 1024;

    /// <summary>Characters of <c>namespace/name</c>.</summary>
    public const int ReferenceLength = 317;

    /// <summary>Characters of the name of an object.</summary>
    public const int NameLength = 253;

    /// <summary>Characters of the name of a namespace.</summary>
    public const int NamespaceLength = 63;

    /// <summary>Entries of <c>allowedNamespaces</c>.</summary>
    public const int AllowedNamespaces = 4096;

    /// <summary>Entries of <c>audiences</c>.</summary>
    public const int Audiences = 32;

    /// <summary>Entries of <c>headers</c> and of <c>params</c>.</summary>
    public const int Headers = 64;

    /// <summary>Default of the most fields that a secret in Vault may have; an operator may set another.</summary>
    public const int Fields = 10_000;

    /// <summary>Bytes of an answer from which on it is looked at beside the turns of actors, one of a namespace at a time.</summary>
    public const int LightAnswerBytes = 256 * 1024;

    /// <summary>Entries of <c>status.snapshot.returns</c>: the oldest beyond are left to their end.</summary>
    public const int Returns = 8;
}
