namespace Coffer.Bench.Hostile;

/// <summary>What a hostile Vault does.</summary>
internal enum Trick
{
    /// <summary>Every call is answered 400 with 3 MiB of error text that looks like the beginnings of many JWTs.</summary>
    LongErrors,

    /// <summary>A read is answered with 15 MiB that hold some 1.5 million fields.</summary>
    ManyFields,

    /// <summary>A login is answered with a million policies.</summary>
    ManyPolicies,

    /// <summary>A read is answered with no data and another 2 MiB of warnings each time.</summary>
    LongWarnings,

    /// <summary>A read announces 16 MiB and sends a byte a second.</summary>
    SlowBody,

    /// <summary>A read is sent on to another host.</summary>
    Redirect,
}
