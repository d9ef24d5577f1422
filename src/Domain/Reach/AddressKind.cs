namespace Coffer.Domain.Reach;

/// <summary>What kind of address it is, for whoever may choose where the operator calls.</summary>
public enum AddressKind
{
    /// <summary>None of the others.</summary>
    Ordinary,

    /// <summary>The operator's own pod or host: 127.0.0.0/8, ::1, and the addresses 0.0.0.0/8 and ::, which lead there.</summary>
    Loopback,

    /// <summary>
    /// What only neighbours on the wire reach, cloud providers' metadata services among them: 169.254.0.0/16, fe80::/10, and the few that
    /// providers put elsewhere.
    /// </summary>
    LinkLocal,

    /// <summary>The operator's own pod, by an address at which others reach it.</summary>
    OwnPod,
}
