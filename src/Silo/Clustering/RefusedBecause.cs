namespace Coffer.Silo.Clustering;

/// <summary>The kinds of refusal, as metrics name them.</summary>
internal enum RefusedBecause
{
    /// <summary>The other side shows no certificate.</summary>
    NoCertificate,

    /// <summary>Its certificate hangs on a root that is not known, or not known yet.</summary>
    UnknownAuthority,

    /// <summary>Its certificate is out of date, or not meant for this.</summary>
    BadCertificate,

    /// <summary>Its certificate is for another cluster, or for nobody.</summary>
    OtherCluster,

    /// <summary>The other side does not accept this silo's certificate.</summary>
    NotAccepted,

    /// <summary>The handshake took too long.</summary>
    Late,

    /// <summary>It speaks no TLS, or the connection broke.</summary>
    NoHandshake,
}
