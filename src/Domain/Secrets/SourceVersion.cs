using Coffer.Contracts.Resources;

namespace Coffer.Domain.Secrets;

/// <summary>Which state of its source a Secret was made from, as the journal keeps it; no values.</summary>
public abstract record SourceVersion
{
    /// <summary>The journal with this version in it.</summary>
    public abstract SecretSnapshot Into(SecretSnapshot snapshot);

    /// <summary>True when the journal holds this very version.</summary>
    public abstract bool IsIn(SecretSnapshot snapshot);

    /// <summary>True when the journal holds a newer version of the same source.</summary>
    public abstract bool IsBehind(SecretSnapshot snapshot);

    /// <summary>As <c>status.history</c> tells it, e.g. <c>version=3</c>.</summary>
    public abstract override string ToString();

    /// <summary>
    /// Names what Vault made for this version alone and takes back again, such as the serial number of a certificate; null for nothing.
    /// </summary>
    public virtual string? Id => null;

    /// <summary>This version, made now.</summary>
    /// <param name="now">By the operator's clock.</param>
    /// <param name="asked">Hash of what was asked for.</param>
    public virtual SourceVersion MadeAt(DateTimeOffset now, string asked) => this;
}
