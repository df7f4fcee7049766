//! What planning asks about the graph, and the answers of a version of it.
//!
//! In: names. Out: numbers, of which only the counts are exact. A name the graph does not know counts 0. Knows nothing of
//! plans.

use std::sync::Arc;

use crate::graph::{self, Distribution, Holder, Subject, Version};
use crate::plan::Indexed;
use crate::semantics::checked::Direction;

/// Numbers that plans are chosen by. They never decide what an answer is.
pub trait Statistics {
    /// All nodes.
    fn node_count(&self) -> f64;
    /// Nodes with a label.
    fn label_count(&self, label: &str) -> f64;
    /// Relationships of a type; `None` for all.
    fn relationship_count(&self, ty: Option<&str>) -> f64;
    /// Relationships of a type (`None` for all) that a node has in a direction, on average over the nodes with a label
    /// (`None` for all nodes).
    fn average_degree(&self, label: Option<&str>, ty: Option<&str>, direction: Direction) -> f64;
    /// Is there an index on this label and property?
    fn has_index(&self, label: &str, key: &str) -> bool;
    /// Are nodes with this label quick to find by a value of this property: is there an index, or is one made when it is
    /// asked for often?
    fn can_look_up(&self, label: &str, key: &str) -> bool {
        self.has_index(label, key)
    }
    /// The properties of each index on several properties of the nodes with this label, or the relationships of this type,
    /// in the order of the index.
    fn composite_indexes(&self, _indexed: &Indexed) -> Vec<Vec<Arc<str>>> {
        Vec::new()
    }
    /// How many relationships of a type are in the index on this property, and how many distinct values; `None` when there
    /// is no such index.
    fn type_index(&self, _ty: &str, _key: &str) -> Option<(f64, f64)> {
        None
    }
    /// Distinct values of a property among the nodes with a label (`None` for all nodes).
    fn distinct_values(&self, label: Option<&str>, key: &str) -> f64;
    /// Nodes with a label (`None` for all nodes) that have a property.
    fn count_with_property(&self, label: Option<&str>, key: &str) -> f64;
    /// How the values of a property are spread; `None` when nothing is known of that.
    fn distribution(&self, _of: Part<'_>, _key: &str) -> Option<Arc<Distribution>> {
        None
    }
}

/// A part of the graph that has properties.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'n> {
    /// The nodes with a label; all nodes without one.
    Nodes(Option<&'n str>),
    /// The relationships of a type.
    Relationships(&'n str),
}

impl Statistics for Version {
    fn node_count(&self) -> f64 {
        Self::node_count(self) as f64
    }

    fn label_count(&self, label: &str) -> f64 {
        self.label_id(label)
            .map_or(0.0, |label| Self::label_count(self, label) as f64)
    }

    fn relationship_count(&self, ty: Option<&str>) -> f64 {
        match ty {
            None => Self::relationship_count(self) as f64,
            Some(ty) => self
                .type_id(ty)
                .map_or(0.0, |ty| self.type_count(ty) as f64),
        }
    }

    fn average_degree(&self, label: Option<&str>, ty: Option<&str>, direction: Direction) -> f64 {
        if direction == Direction::Both {
            return Statistics::average_degree(self, label, ty, Direction::Outgoing)
                + Statistics::average_degree(self, label, ty, Direction::Incoming);
        }
        let direction = if direction == Direction::Outgoing {
            graph::Direction::Outgoing
        } else {
            graph::Direction::Incoming
        };
        let label = match label.map(|label| self.label_id(label)) {
            Some(None) => return 0.0,
            Some(label) => label,
            None => None,
        };
        match ty {
            Some(ty) => self
                .type_id(ty)
                .map_or(0.0, |ty| Self::average_degree(self, label, ty, direction)),
            None => self
                .types_with_edges()
                .map(|ty| Self::average_degree(self, label, ty, direction))
                .sum(),
        }
    }

    fn has_index(&self, label: &str, key: &str) -> bool {
        match (self.label_id(label), self.key_id(key)) {
            (Some(label), Some(key)) => self.index(label, key).is_some(),
            _ => false,
        }
    }

    fn can_look_up(&self, label: &str, key: &str) -> bool {
        match (self.label_id(label), self.key_id(key)) {
            (Some(label), Some(key)) => Self::can_look_up(self, label, key),
            _ => false,
        }
    }

    fn type_index(&self, ty: &str, key: &str) -> Option<(f64, f64)> {
        let subject = Subject::Type(self.type_id(ty)?);
        let index = self.index_on(subject, &[self.key_id(key)?])?;
        Some((index.len() as f64, index.distinct() as f64))
    }

    fn composite_indexes(&self, indexed: &Indexed) -> Vec<Vec<Arc<str>>> {
        let subject = match indexed {
            Indexed::Label(label) => self.label_id(label).map(Subject::Label),
            Indexed::Type(ty) => self.type_id(ty).map(Subject::Type),
        };
        self.indexes()
            .filter(|index| Some(index.subject()) == subject && index.keys().len() > 1)
            .map(|index| {
                let names = index.keys().iter().map(|key| self.key_name(*key).clone());
                names.collect()
            })
            .collect()
    }

    fn distinct_values(&self, label: Option<&str>, key: &str) -> f64 {
        match (label.map(|label| self.label_id(label)), self.key_id(key)) {
            (Some(None), _) | (_, None) => 0.0,
            (label, Some(key)) => Self::distinct_values(self, label.flatten(), key),
        }
    }

    fn count_with_property(&self, label: Option<&str>, key: &str) -> f64 {
        match (label.map(|label| self.label_id(label)), self.key_id(key)) {
            (Some(None), _) | (_, None) => 0.0,
            (label, Some(key)) => Self::count_with_property(self, label.flatten(), key),
        }
    }

    fn distribution(&self, of: Part<'_>, key: &str) -> Option<Arc<Distribution>> {
        let holder = match of {
            Part::Nodes(None) => Holder::Nodes(None),
            Part::Nodes(Some(label)) => Holder::Nodes(Some(self.label_id(label)?)),
            Part::Relationships(ty) => Holder::Relationships(self.type_id(ty)?),
        };
        Self::distribution(self, holder, self.key_id(key)?)
    }
}
