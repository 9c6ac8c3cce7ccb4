// Written by src/crds/vendor from github.com/cilium/cilium/pkg/k8s/apis/cilium.io/client/crds/v2/ciliumnetworkpolicies.yaml v1.20.2; do not edit.

/** cilium.io/v2 CiliumNetworkPolicy */
export interface CiliumNetworkPolicy {
  apiVersion: "cilium.io/v2";
  kind: "CiliumNetworkPolicy";
  metadata: { name: string; namespace: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  spec?: {
    description?: string;
    egress?: {
      authentication?: {
        mode: "disabled" | "required" | "test-always-fail";
      };
      icmps?: {
        fields?: {
          family?: "IPv4" | "IPv6";
          type: number | string;
        }[];
      }[];
      toCIDR?: string[];
      toCIDRSet?: {
        cidr?: string;
        cidrGroupRef?: string;
        cidrGroupSelector?: {
          matchExpressions?: {
            key: string;
            operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
            values?: string[];
          }[];
          matchLabels?: Record<string, string>;
        };
        except?: string[];
      }[];
      toEndpoints?: {
        matchExpressions?: {
          key: string;
          operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
          values?: string[];
        }[];
        matchLabels?: Record<string, string>;
      }[];
      toEntities?: ("all" | "world" | "cluster" | "cluster-mesh" | "host" | "init" | "ingress" | "unmanaged" | "remote-node" | "health" | "none" | "kube-apiserver")[];
      toFQDNs?: {
        matchName?: string;
        matchPattern?: string;
      }[];
      toGroups?: {
        aws?: {
          labels?: Record<string, string>;
          region?: string;
          securityGroupsIds?: string[];
          securityGroupsNames?: string[];
        };
      }[];
      toNodes?: {
        matchExpressions?: {
          key: string;
          operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
          values?: string[];
        }[];
        matchLabels?: Record<string, string>;
      }[];
      toPorts?: {
        listener?: {
          envoyConfig: {
            kind?: "CiliumEnvoyConfig" | "CiliumClusterwideEnvoyConfig";
            name: string;
          };
          name: string;
          priority?: number;
        };
        originatingTLS?: {
          certificate?: string;
          privateKey?: string;
          secret: {
            name: string;
            namespace?: string;
          };
          trustedCA?: string;
        };
        ports?: {
          endPort?: number;
          port?: string;
          protocol?: "TCP" | "UDP" | "SCTP" | "VRRP" | "IGMP" | "GRE" | "IPIP" | "IPV6" | "ESP" | "AH" | "ANY";
        }[];
        rules?: {
          dns?: {
            matchName?: string;
            matchPattern?: string;
          }[];
          http?: {
            headerMatches?: {
              mismatch?: "LOG" | "ADD" | "DELETE" | "REPLACE";
              name: string;
              secret?: {
                name: string;
                namespace?: string;
              };
              value?: string;
            }[];
            headers?: string[];
            host?: string;
            method?: string;
            path?: string;
          }[];
        };
        serverNames?: string[];
        terminatingTLS?: {
          certificate?: string;
          privateKey?: string;
          secret: {
            name: string;
            namespace?: string;
          };
          trustedCA?: string;
        };
      }[];
      toRequires?: string[];
      toServices?: {
        k8sService?: {
          namespace?: string;
          serviceName?: string;
        };
        k8sServiceSelector?: {
          namespace?: string;
          selector: {
            matchExpressions?: {
              key: string;
              operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
              values?: string[];
            }[];
            matchLabels?: Record<string, string>;
          };
        };
      }[];
    }[];
    egressDeny?: {
      icmps?: {
        fields?: {
          family?: "IPv4" | "IPv6";
          type: number | string;
        }[];
      }[];
      toCIDR?: string[];
      toCIDRSet?: {
        cidr?: string;
        cidrGroupRef?: string;
        cidrGroupSelector?: {
          matchExpressions?: {
            key: string;
            operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
            values?: string[];
          }[];
          matchLabels?: Record<string, string>;
        };
        except?: string[];
      }[];
      toEndpoints?: {
        matchExpressions?: {
          key: string;
          operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
          values?: string[];
        }[];
        matchLabels?: Record<string, string>;
      }[];
      toEntities?: ("all" | "world" | "cluster" | "cluster-mesh" | "host" | "init" | "ingress" | "unmanaged" | "remote-node" | "health" | "none" | "kube-apiserver")[];
      toGroups?: {
        aws?: {
          labels?: Record<string, string>;
          region?: string;
          securityGroupsIds?: string[];
          securityGroupsNames?: string[];
        };
      }[];
      toNodes?: {
        matchExpressions?: {
          key: string;
          operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
          values?: string[];
        }[];
        matchLabels?: Record<string, string>;
      }[];
      toPorts?: {
        ports?: {
          endPort?: number;
          port?: string;
          protocol?: "TCP" | "UDP" | "SCTP" | "VRRP" | "IGMP" | "GRE" | "IPIP" | "IPV6" | "ESP" | "AH" | "ANY";
        }[];
      }[];
      toRequires?: string[];
      toServices?: {
        k8sService?: {
          namespace?: string;
          serviceName?: string;
        };
        k8sServiceSelector?: {
          namespace?: string;
          selector: {
            matchExpressions?: {
              key: string;
              operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
              values?: string[];
            }[];
            matchLabels?: Record<string, string>;
          };
        };
      }[];
    }[];
    enableDefaultDeny?: {
      egress?: boolean;
      ingress?: boolean;
    };
    endpointSelector?: {
      matchExpressions?: {
        key: string;
        operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
        values?: string[];
      }[];
      matchLabels?: Record<string, string>;
    };
    ingress?: {
      authentication?: {
        mode: "disabled" | "required" | "test-always-fail";
      };
      fromCIDR?: string[];
      fromCIDRSet?: {
        cidr?: string;
        cidrGroupRef?: string;
        cidrGroupSelector?: {
          matchExpressions?: {
            key: string;
            operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
            values?: string[];
          }[];
          matchLabels?: Record<string, string>;
        };
        except?: string[];
      }[];
      fromEndpoints?: {
        matchExpressions?: {
          key: string;
          operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
          values?: string[];
        }[];
        matchLabels?: Record<string, string>;
      }[];
      fromEntities?: ("all" | "world" | "cluster" | "cluster-mesh" | "host" | "init" | "ingress" | "unmanaged" | "remote-node" | "health" | "none" | "kube-apiserver")[];
      fromGroups?: {
        aws?: {
          labels?: Record<string, string>;
          region?: string;
          securityGroupsIds?: string[];
          securityGroupsNames?: string[];
        };
      }[];
      fromNodes?: {
        matchExpressions?: {
          key: string;
          operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
          values?: string[];
        }[];
        matchLabels?: Record<string, string>;
      }[];
      fromRequires?: string[];
      icmps?: {
        fields?: {
          family?: "IPv4" | "IPv6";
          type: number | string;
        }[];
      }[];
      toPorts?: {
        listener?: {
          envoyConfig: {
            kind?: "CiliumEnvoyConfig" | "CiliumClusterwideEnvoyConfig";
            name: string;
          };
          name: string;
          priority?: number;
        };
        originatingTLS?: {
          certificate?: string;
          privateKey?: string;
          secret: {
            name: string;
            namespace?: string;
          };
          trustedCA?: string;
        };
        ports?: {
          endPort?: number;
          port?: string;
          protocol?: "TCP" | "UDP" | "SCTP" | "VRRP" | "IGMP" | "GRE" | "IPIP" | "IPV6" | "ESP" | "AH" | "ANY";
        }[];
        rules?: {
          dns?: {
            matchName?: string;
            matchPattern?: string;
          }[];
          http?: {
            headerMatches?: {
              mismatch?: "LOG" | "ADD" | "DELETE" | "REPLACE";
              name: string;
              secret?: {
                name: string;
                namespace?: string;
              };
              value?: string;
            }[];
            headers?: string[];
            host?: string;
            method?: string;
            path?: string;
          }[];
        };
        serverNames?: string[];
        terminatingTLS?: {
          certificate?: string;
          privateKey?: string;
          secret: {
            name: string;
            namespace?: string;
          };
          trustedCA?: string;
        };
      }[];
    }[];
    ingressDeny?: {
      fromCIDR?: string[];
      fromCIDRSet?: {
        cidr?: string;
        cidrGroupRef?: string;
        cidrGroupSelector?: {
          matchExpressions?: {
            key: string;
            operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
            values?: string[];
          }[];
          matchLabels?: Record<string, string>;
        };
        except?: string[];
      }[];
      fromEndpoints?: {
        matchExpressions?: {
          key: string;
          operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
          values?: string[];
        }[];
        matchLabels?: Record<string, string>;
      }[];
      fromEntities?: ("all" | "world" | "cluster" | "cluster-mesh" | "host" | "init" | "ingress" | "unmanaged" | "remote-node" | "health" | "none" | "kube-apiserver")[];
      fromGroups?: {
        aws?: {
          labels?: Record<string, string>;
          region?: string;
          securityGroupsIds?: string[];
          securityGroupsNames?: string[];
        };
      }[];
      fromNodes?: {
        matchExpressions?: {
          key: string;
          operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
          values?: string[];
        }[];
        matchLabels?: Record<string, string>;
      }[];
      fromRequires?: string[];
      icmps?: {
        fields?: {
          family?: "IPv4" | "IPv6";
          type: number | string;
        }[];
      }[];
      toPorts?: {
        ports?: {
          endPort?: number;
          port?: string;
          protocol?: "TCP" | "UDP" | "SCTP" | "VRRP" | "IGMP" | "GRE" | "IPIP" | "IPV6" | "ESP" | "AH" | "ANY";
        }[];
      }[];
    }[];
    labels?: {
      key: string;
      source?: string;
      value?: string;
    }[];
    log?: {
      value?: string;
    };
    nodeSelector?: {
      matchExpressions?: {
        key: string;
        operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
        values?: string[];
      }[];
      matchLabels?: Record<string, string>;
    };
  };
  specs?: {
    description?: string;
    egress?: {
      authentication?: {
        mode: "disabled" | "required" | "test-always-fail";
      };
      icmps?: {
        fields?: {
          family?: "IPv4" | "IPv6";
          type: number | string;
        }[];
      }[];
      toCIDR?: string[];
      toCIDRSet?: {
        cidr?: string;
        cidrGroupRef?: string;
        cidrGroupSelector?: {
          matchExpressions?: {
            key: string;
            operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
            values?: string[];
          }[];
          matchLabels?: Record<string, string>;
        };
        except?: string[];
      }[];
      toEndpoints?: {
        matchExpressions?: {
          key: string;
          operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
          values?: string[];
        }[];
        matchLabels?: Record<string, string>;
      }[];
      toEntities?: ("all" | "world" | "cluster" | "cluster-mesh" | "host" | "init" | "ingress" | "unmanaged" | "remote-node" | "health" | "none" | "kube-apiserver")[];
      toFQDNs?: {
        matchName?: string;
        matchPattern?: string;
      }[];
      toGroups?: {
        aws?: {
          labels?: Record<string, string>;
          region?: string;
          securityGroupsIds?: string[];
          securityGroupsNames?: string[];
        };
      }[];
      toNodes?: {
        matchExpressions?: {
          key: string;
          operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
          values?: string[];
        }[];
        matchLabels?: Record<string, string>;
      }[];
      toPorts?: {
        listener?: {
          envoyConfig: {
            kind?: "CiliumEnvoyConfig" | "CiliumClusterwideEnvoyConfig";
            name: string;
          };
          name: string;
          priority?: number;
        };
        originatingTLS?: {
          certificate?: string;
          privateKey?: string;
          secret: {
            name: string;
            namespace?: string;
          };
          trustedCA?: string;
        };
        ports?: {
          endPort?: number;
          port?: string;
          protocol?: "TCP" | "UDP" | "SCTP" | "VRRP" | "IGMP" | "GRE" | "IPIP" | "IPV6" | "ESP" | "AH" | "ANY";
        }[];
        rules?: {
          dns?: {
            matchName?: string;
            matchPattern?: string;
          }[];
          http?: {
            headerMatches?: {
              mismatch?: "LOG" | "ADD" | "DELETE" | "REPLACE";
              name: string;
              secret?: {
                name: string;
                namespace?: string;
              };
              value?: string;
            }[];
            headers?: string[];
            host?: string;
            method?: string;
            path?: string;
          }[];
        };
        serverNames?: string[];
        terminatingTLS?: {
          certificate?: string;
          privateKey?: string;
          secret: {
            name: string;
            namespace?: string;
          };
          trustedCA?: string;
        };
      }[];
      toRequires?: string[];
      toServices?: {
        k8sService?: {
          namespace?: string;
          serviceName?: string;
        };
        k8sServiceSelector?: {
          namespace?: string;
          selector: {
            matchExpressions?: {
              key: string;
              operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
              values?: string[];
            }[];
            matchLabels?: Record<string, string>;
          };
        };
      }[];
    }[];
    egressDeny?: {
      icmps?: {
        fields?: {
          family?: "IPv4" | "IPv6";
          type: number | string;
        }[];
      }[];
      toCIDR?: string[];
      toCIDRSet?: {
        cidr?: string;
        cidrGroupRef?: string;
        cidrGroupSelector?: {
          matchExpressions?: {
            key: string;
            operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
            values?: string[];
          }[];
          matchLabels?: Record<string, string>;
        };
        except?: string[];
      }[];
      toEndpoints?: {
        matchExpressions?: {
          key: string;
          operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
          values?: string[];
        }[];
        matchLabels?: Record<string, string>;
      }[];
      toEntities?: ("all" | "world" | "cluster" | "cluster-mesh" | "host" | "init" | "ingress" | "unmanaged" | "remote-node" | "health" | "none" | "kube-apiserver")[];
      toGroups?: {
        aws?: {
          labels?: Record<string, string>;
          region?: string;
          securityGroupsIds?: string[];
          securityGroupsNames?: string[];
        };
      }[];
      toNodes?: {
        matchExpressions?: {
          key: string;
          operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
          values?: string[];
        }[];
        matchLabels?: Record<string, string>;
      }[];
      toPorts?: {
        ports?: {
          endPort?: number;
          port?: string;
          protocol?: "TCP" | "UDP" | "SCTP" | "VRRP" | "IGMP" | "GRE" | "IPIP" | "IPV6" | "ESP" | "AH" | "ANY";
        }[];
      }[];
      toRequires?: string[];
      toServices?: {
        k8sService?: {
          namespace?: string;
          serviceName?: string;
        };
        k8sServiceSelector?: {
          namespace?: string;
          selector: {
            matchExpressions?: {
              key: string;
              operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
              values?: string[];
            }[];
            matchLabels?: Record<string, string>;
          };
        };
      }[];
    }[];
    enableDefaultDeny?: {
      egress?: boolean;
      ingress?: boolean;
    };
    endpointSelector?: {
      matchExpressions?: {
        key: string;
        operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
        values?: string[];
      }[];
      matchLabels?: Record<string, string>;
    };
    ingress?: {
      authentication?: {
        mode: "disabled" | "required" | "test-always-fail";
      };
      fromCIDR?: string[];
      fromCIDRSet?: {
        cidr?: string;
        cidrGroupRef?: string;
        cidrGroupSelector?: {
          matchExpressions?: {
            key: string;
            operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
            values?: string[];
          }[];
          matchLabels?: Record<string, string>;
        };
        except?: string[];
      }[];
      fromEndpoints?: {
        matchExpressions?: {
          key: string;
          operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
          values?: string[];
        }[];
        matchLabels?: Record<string, string>;
      }[];
      fromEntities?: ("all" | "world" | "cluster" | "cluster-mesh" | "host" | "init" | "ingress" | "unmanaged" | "remote-node" | "health" | "none" | "kube-apiserver")[];
      fromGroups?: {
        aws?: {
          labels?: Record<string, string>;
          region?: string;
          securityGroupsIds?: string[];
          securityGroupsNames?: string[];
        };
      }[];
      fromNodes?: {
        matchExpressions?: {
          key: string;
          operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
          values?: string[];
        }[];
        matchLabels?: Record<string, string>;
      }[];
      fromRequires?: string[];
      icmps?: {
        fields?: {
          family?: "IPv4" | "IPv6";
          type: number | string;
        }[];
      }[];
      toPorts?: {
        listener?: {
          envoyConfig: {
            kind?: "CiliumEnvoyConfig" | "CiliumClusterwideEnvoyConfig";
            name: string;
          };
          name: string;
          priority?: number;
        };
        originatingTLS?: {
          certificate?: string;
          privateKey?: string;
          secret: {
            name: string;
            namespace?: string;
          };
          trustedCA?: string;
        };
        ports?: {
          endPort?: number;
          port?: string;
          protocol?: "TCP" | "UDP" | "SCTP" | "VRRP" | "IGMP" | "GRE" | "IPIP" | "IPV6" | "ESP" | "AH" | "ANY";
        }[];
        rules?: {
          dns?: {
            matchName?: string;
            matchPattern?: string;
          }[];
          http?: {
            headerMatches?: {
              mismatch?: "LOG" | "ADD" | "DELETE" | "REPLACE";
              name: string;
              secret?: {
                name: string;
                namespace?: string;
              };
              value?: string;
            }[];
            headers?: string[];
            host?: string;
            method?: string;
            path?: string;
          }[];
        };
        serverNames?: string[];
        terminatingTLS?: {
          certificate?: string;
          privateKey?: string;
          secret: {
            name: string;
            namespace?: string;
          };
          trustedCA?: string;
        };
      }[];
    }[];
    ingressDeny?: {
      fromCIDR?: string[];
      fromCIDRSet?: {
        cidr?: string;
        cidrGroupRef?: string;
        cidrGroupSelector?: {
          matchExpressions?: {
            key: string;
            operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
            values?: string[];
          }[];
          matchLabels?: Record<string, string>;
        };
        except?: string[];
      }[];
      fromEndpoints?: {
        matchExpressions?: {
          key: string;
          operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
          values?: string[];
        }[];
        matchLabels?: Record<string, string>;
      }[];
      fromEntities?: ("all" | "world" | "cluster" | "cluster-mesh" | "host" | "init" | "ingress" | "unmanaged" | "remote-node" | "health" | "none" | "kube-apiserver")[];
      fromGroups?: {
        aws?: {
          labels?: Record<string, string>;
          region?: string;
          securityGroupsIds?: string[];
          securityGroupsNames?: string[];
        };
      }[];
      fromNodes?: {
        matchExpressions?: {
          key: string;
          operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
          values?: string[];
        }[];
        matchLabels?: Record<string, string>;
      }[];
      fromRequires?: string[];
      icmps?: {
        fields?: {
          family?: "IPv4" | "IPv6";
          type: number | string;
        }[];
      }[];
      toPorts?: {
        ports?: {
          endPort?: number;
          port?: string;
          protocol?: "TCP" | "UDP" | "SCTP" | "VRRP" | "IGMP" | "GRE" | "IPIP" | "IPV6" | "ESP" | "AH" | "ANY";
        }[];
      }[];
    }[];
    labels?: {
      key: string;
      source?: string;
      value?: string;
    }[];
    log?: {
      value?: string;
    };
    nodeSelector?: {
      matchExpressions?: {
        key: string;
        operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
        values?: string[];
      }[];
      matchLabels?: Record<string, string>;
    };
  }[];
}
